// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.recheck;

import java.util.ArrayList;
import java.util.List;

/**
 * How often the device fails by itself: as ever, weighed by its last trials, or more often since a
 * night.
 */
final class Flakiness {
  private final double[] weights = new double[Constants.FAILURES.length];
  private final double risen;
  private double usual;

  /**
   * @param history of trials before that blocked nothing needed
   * @param risen the chance that it has begun to fail more often
   */
  public Flakiness(Problem.History history, double risen) {
    this.risen = risen;
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double f = Constants.FAILURES[i];
      weights[i] = Math.exp(history.failed() * Math.log(f) + history.passed() * Math.log(1 - f));
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
      usual += weights[i] * Constants.FAILURES[i];
    }
  }

  /**
   * One way in which it may fail by itself.
   *
   * @param usual the rate before it rose
   * @param late the rate since then
   * @param since how many nights ago it rose; negative if it did not
   */
  record Case(double weight, double usual, double late, int since) {
    double rate(int night) {
      return night <= since ? late : usual;
    }

    boolean risen() {
      return since >= 0;
    }
  }

  /** All of them; their weights have the sum one. */
  List<Case> cases(int nights) {
    List<Case> cases = new ArrayList<>();
    double rises = Math.max(Constants.RISES * nights, risen);
    for (int i = 0; i < weights.length; i++) {
      double f = Constants.FAILURES[i];
      cases.add(new Case(weights[i] * (1 - rises), f, f, -1));
    }
    for (double late : Constants.RISEN) {
      for (int since = 0; since < nights; since++) {
        cases.add(new Case(rises / Constants.RISEN.length / nights, usual, late, since));
      }
    }
    return cases;
  }
}
