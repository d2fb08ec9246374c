// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial.certify;

/** Whether a usage fails with a set blocked, as against not: Wald's sequential test. */
final class SetTest {
  private final Noise noise;
  private final double error;
  private double fails;
  private boolean failed;

  /**
   * @param error accepted chance of being wrong
   * @param prior the chance that it fails
   */
  SetTest(Noise noise, double error, double prior) {
    this.noise = noise;
    this.error = error;
    fails = prior;
  }

  void learn(Mark mark) {
    if (mark == Mark.PASSED || mark == Mark.FAILED) {
      failed = failed || mark == Mark.FAILED;
      double odds = fails / (1 - fails) * noise.ratio(mark == Mark.PASSED);
      fails = odds / (1 + odds);
    }
  }

  /** Whether it is within the error; that it fails takes a failure. */
  boolean decided() {
    return fails <= error || failed && fails >= 1 - error;
  }

  /** Whether it failed in a trial that counts. */
  boolean failed() {
    return failed;
  }

  /** The chance that it fails. */
  double fails() {
    return fails;
  }
}
