// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** When each usage last passed on each unit, and until when a success settles a failure. */
final class Brackets {
  /** What a trial of one usage is taken for before any was run. */
  private static final double USUAL_SECONDS = 300;

  /** A bracket holds at least so many trials, however long one takes. */
  private static final int FEW = 4;

  private final Units units;
  private final Duration usual;
  private final Instant[][] lastPassed;
  private double cost;
  private Duration spent = Duration.ZERO;

  /**
   * @param lastPassed by usage, on the first unit
   */
  Brackets(Units units, Duration usual, Instant[] lastPassed) {
    this.units = units;
    this.usual = usual;
    this.lastPassed = new Instant[units.brackets()][lastPassed.length];
    for (Instant[] unit : this.lastPassed) {
      Arrays.fill(unit, Instant.MIN);
    }
    this.lastPassed[0] = lastPassed.clone();
  }

  private static double cost(int tried) {
    return 1 + Choice.FURTHER_USAGE * (tried - 1);
  }

  void took(int tried, Duration time) {
    cost += cost(tried);
    spent = spent.plus(time);
  }

  /** How long a trial takes, as trials took so far. */
  Duration duration(int tried) {
    double unit = cost == 0 ? USUAL_SECONDS : spent.toSeconds() / cost;
    return Duration.ofSeconds(Math.round(unit * cost(tried)));
  }

  /** How long a trial of every usage takes. */
  Duration durationOfAll() {
    return duration(lastPassed[0].length);
  }

  void passed(int unit, int usage, Instant time) {
    lastPassed[units.bracket(unit)][usage] = time;
  }

  boolean everPassed(int usage) {
    return Arrays.stream(lastPassed).anyMatch(unit -> !unit[usage].equals(Instant.MIN));
  }

  /** Until when a success still makes the usage's waiting failures on a unit count. */
  Instant deadline(int unit, int usage) {
    Instant last = lastPassed[units.bracket(unit)][usage];
    return last.equals(Instant.MIN) ? last : last.plus(length());
  }

  private Duration length() {
    Duration few = durationOfAll().multipliedBy(FEW);
    return few.compareTo(usual) > 0 ? few : usual;
  }

  boolean same(int unit, int other) {
    return units.bracket(unit) == units.bracket(other);
  }
}
