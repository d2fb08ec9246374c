// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.ArrayList;
import java.util.List;

/** The chances of outcomes; the chance of failing without cause rises with control trials. */
final class Noise {
  private static final double MOST_FAILURE = 0.25;

  /** As much as so many control trials is what is assumed before any. */
  private static final double ASSUMED_TRIALS = 20;

  /** Chances of failing without cause that are thought of, as multiples of what is assumed. */
  private static final double[] MULTIPLES = {1, 1.5, 2.1, 2.9};

  /**
   * How plausible they are before any trial: a beta distribution of that mean, of {@link
   * #ASSUMED_TRIALS} trials, by parts that end half-way; all that is less than assumed belongs to
   * the first.
   */
  private static final double[] PLAUSIBLE = {0.72, 0.18, 0.075, 0.025};

  private final Constants constants;
  private int controls;
  private int failedControls;
  private double failure;
  private double plausibility;

  Noise(Constants constants) {
    this.constants = constants;
    failure = constants.failure();
  }

  /** A success with nothing blocked, after so many failures that were no outage. */
  void control(int failuresBefore) {
    controls += 1 + failuresBefore;
    failedControls += failuresBefore;
    double estimate =
        (ASSUMED_TRIALS * constants.failure() + failedControls) / (ASSUMED_TRIALS + controls);
    failure = Math.min(MOST_FAILURE, Math.max(constants.failure(), estimate));
  }

  /** What the noise may be, as control trials say. */
  List<Noise> possible() {
    List<Noise> possible = new ArrayList<>();
    for (int i = 0; i < MULTIPLES.length; i++) {
      Noise one = new Noise(constants);
      one.failure = MULTIPLES[i] * constants.failure();
      one.plausibility =
          Math.log(PLAUSIBLE[i])
              + failedControls * Math.log(one.failure)
              + (controls - failedControls) * Math.log(1 - one.failure);
      possible.add(one);
    }
    return possible;
  }

  /** How plausible this noise is: a logarithm, up to a summand. */
  double plausibility() {
    return plausibility;
  }

  /** Chance that a usage fails though nothing it requires is blocked. */
  double failure() {
    return failure;
  }

  /** Chance that it works though something it requires is blocked. */
  double success() {
    return constants.success();
  }

  /** Chance that it works when a dependency is blocked that shows at this rate. */
  double success(double rate) {
    return (1 - failure) * (1 - rate) + rate * constants.success();
  }

  /** How much likelier an outcome is with something blocked that is always needed. */
  double ratio(boolean passed) {
    return passed ? success() / (1 - failure) : (1 - success()) / failure;
  }
}
