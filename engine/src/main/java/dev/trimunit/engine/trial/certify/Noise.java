// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial.certify;

/** The chances of outcomes; the chance of failing without cause rises with control trials. */
final class Noise {
  private static final double MOST_FAILURE = 0.25;
  private final Constants constants;
  private int controls;
  private int failedControls;
  private double failure;

  Noise(Constants constants) {
    this.constants = constants;
    failure = constants.failure();
  }

  /** A success with nothing blocked, after so many failures that were no outage. */
  void control(int failuresBefore) {
    controls += 1 + failuresBefore;
    failedControls += failuresBefore;
    double estimate = (20 * constants.failure() + failedControls) / (20 + controls);
    failure = Math.min(MOST_FAILURE, Math.max(constants.failure(), estimate));
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

  /**
   * How much likelier a failure is with a blocked dependency of this rate than without, while
   * others that are blocked break the usage at a rate of their own.
   */
  double failureRatio(double rate, double others) {
    return (1 - (1 - others) * success(rate)) / (1 - (1 - others) * (1 - failure));
  }

  /** How much likelier an outcome is with a blocked dependency of this rate than without. */
  double ratio(boolean passed, double rate) {
    return passed ? success(rate) / (1 - failure) : (1 - success(rate)) / failure;
  }
}
