// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.console;

import dev.trimunit.engine.trial.Progress;
import dev.trimunit.reports.data.TrialText;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How far each device is. In a log: a line per device when its phase changes or every few seconds;
 * on a terminal: one line, written over.
 */
public final class ProgressLines {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration OVERWRITE_EVERY = Duration.ofMillis(200);
  private static final int WIDTH = 100;

  private final PrintStream out;
  private final Terminal terminal;
  private final InstantSource realTime;
  private final Map<String, Instant> printed = new HashMap<>();
  private final Map<String, String> phases = new HashMap<>();
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
    if (terminal.inPlace()) {
      overwrite(progress, now);
    } else {
      print(progress, now);
    }
  }

  private void print(Progress progress, Instant now) {
    String former = phases.put(progress.device(), progress.phase());
    Instant last = printed.getOrDefault(progress.device(), Instant.EPOCH);
    boolean phaseChanged = !progress.phase().equals(former);
    if (phaseChanged || !now.isBefore(last.plus(EVERY))) {
      printed.put(progress.device(), now);
      out.println(text(progress));
    }
  }

  private void overwrite(Progress progress, Instant now) {
    if (now.isBefore(overwritten.plus(OVERWRITE_EVERY))) {
      return;
    }
    overwritten = now;
    open = true;
    String line = text(progress);
    String cut = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
    out.print("\r" + cut + " ".repeat(WIDTH - cut.length()) + "\r");
    out.flush();
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
    return "[trimunit] %s: %s, trial %d, %d of %d verdicts, %s of lab time%s"
        .formatted(
            progress.device(),
            progress.phase(),
            progress.trials(),
            progress.verdictsSettled(),
            progress.verdictsWanted(),
            TrialText.duration(progress.labTimeSpent()),
            left(progress));
  }

  private static String left(Progress progress) {
    if (progress.labTimeLeft().isZero()) {
      return "";
    }
    String spread =
        progress.labTimeSpread().isZero()
            ? ""
            : " (± " + TrialText.duration(progress.labTimeSpread()) + ")";
    return ", about " + TrialText.duration(progress.labTimeLeft()) + " left" + spread;
  }
}
