// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.model.Durations;
import java.time.Duration;

/**
 * Power cuts amid a trial, with its block in force; injected into step classes. Any lab can do that
 * that can switch the device's supply. One of real time waits as long, so that there a longer cut
 * is refused with an {@link IllegalArgumentException}.
 */
public final class PowerCuts {
  private static final Duration LONGEST = Duration.ofDays(3_660);
  private static final Duration LONGEST_REAL = Duration.ofHours(24);

  private final PhysicalTrial physical;
  private final Runnable begin;
  private final Runnable stale;

  /**
   * @param begin begins the trial, if it has not begun
   * @param stale says that what was shown so far is old
   */
  PowerCuts(PhysicalTrial physical, Runnable begin, Runnable stale) {
    this.physical = physical;
    this.begin = begin;
    this.stale = stale;
  }

  /** The device loses power, gets it back, and has the time that it needs to start. */
  public void lose(Duration time) {
    Duration longest = physical.isVirtual() ? LONGEST : LONGEST_REAL;
    if (time.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "%s without power are longer than a trial may last%s, which is %s"
              .formatted(
                  Durations.words(time),
                  physical.isVirtual() ? "" : " in a lab of real time",
                  Durations.words(longest)));
    }
    begin.run();
    physical.losePower(time);
    stale.run();
  }
}
