// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.ArrayList;
import java.util.List;

/**
 * What the usages of one trial did: how likely that is if none of them needs a certain destination
 * that was blocked, and if all of them need it at some rate. In a trial it is needed by all of them
 * or by none: where one fails and another passes, it hardly was this.
 *
 * @param passed so many passed
 * @param failed by failed usage, ascending: the rate at which others that were blocked break it
 */
record Outcomes(int passed, List<Double> failed) {
  /** Of the failures without cause, so many hit all usages of a trial together. */
  private static final double COMMON = 0.5;

  /** The chance that a usage works while another one fails for what both need. */
  private static final double LUCK = 0.05;

  Outcomes {
    failed = List.copyOf(failed);
  }

  /**
   * Of some usages, as far as the trial tells something about them.
   *
   * @param others by usage: the rate at which others that were blocked break it; 1: always, so that
   *     a failure tells nothing
   */
  static Outcomes of(Trial trial, List<Integer> usages, double[] others) {
    int passed = 0;
    List<Double> failed = new ArrayList<>();
    for (int usage : usages) {
      if (trial.mark(usage) == Mark.PASSED) {
        passed++;
      } else if (trial.mark(usage) == Mark.FAILED && others[usage] < 1) {
        failed.add(others[usage]);
      }
    }
    failed.sort(null);
    return new Outcomes(passed, failed);
  }

  /** The chance of this if none of them needs it. */
  double chance(Noise noise) {
    if (tellsNothing()) {
      return 1;
    }
    double common = COMMON * noise.failure();
    double each = (noise.failure() - common) / (1 - common);
    double apart = Math.pow(1 - each, passed);
    for (double others : failed) {
      apart *= 1 - (1 - others) * (1 - each);
    }
    return (1 - common) * apart + (passed == 0 ? common : 0);
  }

  /** How much likelier this is if all of them need it at this rate than if none does. */
  double ratio(Noise noise, double rate) {
    if (tellsNothing()) {
      return 1;
    }
    double works = passed + failed.size() == 1 ? noise.success() : LUCK;
    double felt = Math.pow(works, passed);
    for (double others : failed) {
      felt *= 1 - (1 - others) * works;
    }
    return 1 - rate + rate * felt / chance(noise);
  }

  private boolean tellsNothing() {
    return passed == 0 && failed.isEmpty();
  }
}
