// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * How often a usage fails by itself: what trials show in which nothing was blocked that it needs.
 * Before any of them that is mostly rare, as {@link Constants#failure} assumes, but may be
 * anything.
 *
 * @param failed so many of them failed
 * @param trials so many there were
 */
public record Flakiness(int failed, int trials) {
  private static final int STEPS = 400;
  private static final double SURE = 0.95;
  private static final double ANYTHING = 0.1;
  private static final double HIGH = 0.17;

  /** The usual chance of a failure without cause: a beta distribution. */
  private static final double FAILURES = 1.6;

  private static final double PASSES = 18.4;

  /** The chance that a usage works though something that it always needs is blocked. */
  private static final double LUCK = 0.015;

  private static final double USUALLY =
      1
          / IntStream.range(0, STEPS)
              .mapToDouble(Flakiness::rate)
              .map(rate -> usual(rate) / STEPS)
              .sum();

  private static double rate(int step) {
    return (step + 0.5) / STEPS;
  }

  private static double usual(double rate) {
    return Math.pow(rate, FAILURES - 1) * Math.pow(1 - rate, PASSES - 1);
  }

  /** The sum over all rates at which it may fail by itself, each as plausible as it is. */
  private double over(DoubleUnaryOperator likelihood) {
    return IntStream.range(0, STEPS)
        .mapToDouble(Flakiness::rate)
        .map(
            rate ->
                (ANYTHING + (1 - ANYTHING) * USUALLY * usual(rate))
                    * Math.pow(rate, failed)
                    * Math.pow(1 - rate, trials - failed)
                    * likelihood.applyAsDouble(rate))
        .sum();
  }

  /**
   * The chance that a destination is not needed, before as likely as not, if the usage failed so
   * often with nothing else blocked.
   */
  double notNeeded(int failedAlone, int passedAlone) {
    double byItself = over(rate -> Math.pow(rate, failedAlone) * Math.pow(1 - rate, passedAlone));
    double needed = over(rate -> Math.pow(1 - LUCK, failedAlone) * Math.pow(LUCK, passedAlone));
    return byItself / (byItself + needed);
  }

  /** The mean of what is plausible. */
  double mean() {
    return over(rate -> rate) / over(rate -> 1);
  }

  /** Whether it fails so often that what was decided may be due to that. */
  boolean isHigh() {
    return mean() > HIGH;
  }

  /** At most so often, with a chance of 95 % and nothing assumed before: Clopper and Pearson's. */
  public double most() {
    if (failed == trials) {
      return 1;
    }
    double low = 0;
    double high = 1;
    for (int i = 0; i < 50; i++) {
      double rate = (low + high) / 2;
      if (atMost(failed, rate) > 1 - SURE) {
        low = rate;
      } else {
        high = rate;
      }
    }
    return high;
  }

  private double atMost(int failures, double rate) {
    double one = Math.pow(1 - rate, trials);
    double sum = one;
    for (int i = 1; i <= failures; i++) {
      one *= (trials - i + 1) / (double) i * rate / (1 - rate);
      sum += one;
    }
    return sum;
  }
}
