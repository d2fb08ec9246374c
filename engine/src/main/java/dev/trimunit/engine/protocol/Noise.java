// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

/**
 * How far the outcome of a trial can be trusted.
 *
 * @param failure the chance that a usage fails though nothing that it requires is blocked
 * @param success the chance that it works though something that it requires is blocked
 */
public record Noise(double failure, double success) {
  /** Safe for real rates of 0 to 10 % and 0 to 2 %. */
  public static final Noise ASSUMED = new Noise(0.08, 0.015);

  public Noise {
    if (!(success > 0 && success < 1 - failure && failure > 0)) {
      throw new IllegalArgumentException(
          "Noise of " + failure + " and " + success + " leaves nothing to learn");
    }
  }

  /** The log-odds that a destination is blockable, with even odds before; negative for required. */
  public double evidence(int passed, int failed) {
    return passed * Math.log((1 - failure) / success) + failed * Math.log(failure / (1 - success));
  }

  /** The probability at which a conclusion with these log-odds in its favour is wrong. */
  public static double wrong(double logOdds) {
    return 1 / (1 + Math.exp(logOdds));
  }
}
