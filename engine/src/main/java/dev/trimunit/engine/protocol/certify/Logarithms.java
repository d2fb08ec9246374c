// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.Arrays;

/** Sums of odds as logarithms, for the odds of many trials are larger than any number. */
final class Logarithms {
  static final double IMPOSSIBLE = Double.NEGATIVE_INFINITY;

  private Logarithms() {}

  /** Of the sum of two. */
  static double either(double one, double other) {
    double more = Math.max(one, other);
    return more == IMPOSSIBLE ? more : more + Math.log1p(Math.exp(Math.min(one, other) - more));
  }

  /** Of the sum of all. */
  static double sum(double[] some, double[][] others, double last) {
    double most = most(some, others, last);
    double sum = Math.exp(last - most);
    for (int k = 0; k < some.length; k++) {
      sum += Math.exp(some[k] - most);
      for (double one : others[k]) {
        sum += Math.exp(one - most);
      }
    }
    return most + Math.log(sum);
  }

  private static double most(double[] some, double[][] others, double last) {
    double most = Math.max(last, Arrays.stream(some).max().orElse(IMPOSSIBLE));
    for (double[] row : others) {
      most = Math.max(most, Arrays.stream(row).max().orElse(IMPOSSIBLE));
    }
    return most;
  }

  /**
   * Makes probabilities of them, in place.
   *
   * @param last what is probable besides
   * @return the probability of all but the last
   */
  static double divide(double[] some, double[][] others, double last) {
    double all = sum(some, others, last);
    double probability = 0;
    for (int k = 0; k < some.length; k++) {
      some[k] = Math.exp(some[k] - all);
      probability += some[k];
      for (int q = 0; q < others[k].length; q++) {
        others[k][q] = Math.exp(others[k][q] - all);
        probability += others[k][q];
      }
    }
    return probability;
  }
}
