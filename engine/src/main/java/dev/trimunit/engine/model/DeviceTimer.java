// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.time.Instant;
import java.util.List;

/**
 * Something that comes round again in a device's life, and how often it did in a trial from when
 * its block was in force.
 *
 * @param kind what comes round
 * @param name which one, for example a destination or host; empty if there is one only
 * @param elapsed how often; zero for what the lab knows of and did not see
 * @param when the first times at which it did, as far as they were kept; may be fewer
 */
public record DeviceTimer(Kind kind, String name, long elapsed, List<Instant> when) {
  /** So many times of each are kept: some more than a line of a page can show. */
  public static final int MOST_TIMES = 100;

  public DeviceTimer {
    when = when.stream().limit(MOST_TIMES).toList();
    if (elapsed < 0) {
      throw new IllegalArgumentException(
          "%s of %s elapsed %d times".formatted(kind, name, elapsed));
    }
  }

  /** One whose times were not kept. */
  public DeviceTimer(Kind kind, String name, long elapsed) {
    this(kind, name, elapsed, List.of());
  }

  /** What comes round. */
  public enum Kind {
    /** The device asks for its address again. */
    LEASE("lease renewal", "lease renewals"),
    /** The device contacts something again. */
    CONTACT("contact", "contacts"),
    /** The device has its login renewed. */
    TOKEN("token refresh", "token refreshes"),
    /** A server shows a certificate that the device has not seen yet. */
    CERTIFICATE("certificate renewal", "certificate renewals"),
    /** The gateway let something through that it refused before and afterwards. */
    WINDOW("conversation let through", "conversations let through"),
    /** The gateway answered in the place of a server. */
    ANSWER("answer by the gateway", "answers by the gateway"),
    /** Power was lost and came back. */
    POWER_CUT("power cut", "power cuts"),
    /** The Internet was gone and came back. */
    OUTAGE("Internet outage", "Internet outages"),
    /** The owner looked at the companion app. */
    APP("look at the app", "looks at the app"),
    /** There was new firmware, and the device asked for it, or should have. */
    OFFER("occasion for an update", "occasions for an update"),
    /** The device restarted with new firmware. */
    UPDATE("update", "updates"),
    /** A step read which firmware the device runs. */
    VERSION("reading of the version", "readings of the version"),
    /** What the device is there to notice happened. */
    ALARM("alarm", "alarms"),
    /** The phone showed a notification of it. */
    NOTIFICATION("notification", "notifications"),
    /** By how much the device's clock was ahead or behind at the end; nothing that comes round. */
    CLOCK("second of its clock", "seconds of its clock");

    private final String one;
    private final String several;

    Kind(String one, String several) {
      this.one = one;
      this.several = several;
    }

    /** The word that reports use, of so many. */
    public String words(long count) {
      return count == 1 ? one : several;
    }
  }
}
