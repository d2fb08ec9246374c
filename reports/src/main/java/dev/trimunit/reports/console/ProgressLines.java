// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.console;

import dev.trimunit.engine.listener.Progress;
import dev.trimunit.engine.model.Durations;
import dev.trimunit.reports.data.PlainText;
import dev.trimunit.reports.data.TrialText;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far each device is, and all of them. In a log: a line per device when its phase changes or
 * every few seconds, and now and then one of all devices; on a terminal: one line, written over.
 */
public final class ProgressLines {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration TOTAL_EVERY = Duration.ofSeconds(10);
  private static final Duration OVERWRITE_EVERY = Duration.ofMillis(200);
  private static final int WIDTH = 100;

  private final PrintStream out;
  private final Terminal terminal;
  private final InstantSource realTime;
  private final Map<String, Instant> printed = new HashMap<>();
  private final Map<String, Progress> devices = new LinkedHashMap<>();
  private Instant totalled = Instant.MAX;
  private Instant overwritten = Instant.EPOCH;
  private boolean open;

  public ProgressLines(PrintStream out, Terminal terminal, InstantSource realTime) {
    this.out = out;
    this.terminal = terminal;
    this.realTime = realTime;
  }

  /** Prints a line if it is time for one. */
  public synchronized void progressed(Progress progress) {
    Instant now = realTime.instant();
    totalled = totalled.equals(Instant.MAX) ? now : totalled;
    Progress former = devices.put(progress.device(), progress);
    if (terminal.inPlace()) {
      overwrite(progress, now);
    } else {
      boolean phaseChanged = former == null || !progress.phase().equals(former.phase());
      print(progress, phaseChanged, now);
    }
  }

  private void print(Progress progress, boolean phaseChanged, Instant now) {
    Instant last = printed.getOrDefault(progress.device(), Instant.EPOCH);
    if (phaseChanged || !now.isBefore(last.plus(EVERY))) {
      printed.put(progress.device(), now);
      out.println("[trimunit] " + text(progress));
    }
    if (devices.size() > 1 && !now.isBefore(totalled.plus(TOTAL_EVERY))) {
      totalled = now;
      out.println("[trimunit] " + total());
    }
  }

  private void overwrite(Progress progress, Instant now) {
    if (now.isBefore(overwritten.plus(OVERWRITE_EVERY))) {
      return;
    }
    overwritten = now;
    open = true;
    String line = "[trimunit] " + (devices.size() > 1 ? total() : text(progress));
    String cut = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
    out.print("\r" + cut + " ".repeat(WIDTH - cut.length()) + "\r");
    out.flush();
  }

  /** Prints a line of its own for what whoever watches the run should know. */
  public synchronized void tell(String device, String sentence) {
    close();
    out.println("[trimunit] " + PlainText.line(device + ": " + sentence));
  }

  /** Leaves the line that is written over. */
  public synchronized void close() {
    if (open) {
      out.print("\r" + " ".repeat(WIDTH) + "\r");
      out.flush();
      open = false;
    }
  }

  private static String text(Progress progress) {
    return "%s: %s, trial %d%s, %s of lab time%s"
        .formatted(
            progress.device(),
            progress.phase(),
            progress.trials(),
            verdicts(progress.verdictsSettled(), progress.verdictsWanted()),
            TrialText.duration(progress.labTimeSpent()),
            left(progress, ", about "));
  }

  /** The devices work beside each other, so the one with the most left tells when all are done. */
  private String total() {
    Progress last =
        devices.values().stream().max(Comparator.comparing(Progress::labTimeLeft)).orElseThrow();
    return "%d devices: %d trials%s%s"
        .formatted(
            devices.size(),
            devices.values().stream().mapToInt(Progress::trials).sum(),
            verdicts(
                devices.values().stream().mapToInt(Progress::verdictsSettled).sum(),
                devices.values().stream().mapToInt(Progress::verdictsWanted).sum()),
            left(last, ", " + last.device() + " is the last with about "));
  }

  private static String verdicts(int settled, int wanted) {
    return wanted == 0 ? "" : ", %d of %d verdicts".formatted(settled, wanted);
  }

  private static String left(Progress progress, String before) {
    if (progress.labTimeLeft().isZero()) {
      return "";
    }
    String spread =
        progress.labTimeSpread().isZero() ? "" : " (± " + minutes(progress.labTimeSpread()) + ")";
    return before + minutes(progress.labTimeLeft()) + " left" + spread;
  }

  /** An estimate has no seconds. */
  private static String minutes(Duration estimate) {
    if (estimate.toDays() >= 3) {
      return Durations.inDays(estimate);
    }
    long rounded = Math.max(1, Math.round(estimate.toSeconds() / 60.0));
    return TrialText.duration(Duration.ofMinutes(rounded));
  }
}
