// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.recheck;

import java.util.BitSet;
import java.util.Map;

/** How well each explanation fits the trials, for one way in which the device fails by itself. */
final class Likelihoods {
  private static final int OPEN = -1;
  private final int[] order;
  private final Seen[] trials;
  private final int[] prefix;

  /** By trial, scope and rate: the logarithm of how much better it fits that the list is broken. */
  private final double[][][] gains;

  private double none;

  Likelihoods(int[] order, int usages, Map<Seen, Integer> grouped, Flakiness.Case often) {
    this.order = order;
    trials = grouped.keySet().toArray(new Seen[0]);
    prefix = new int[trials.length];
    gains = new double[trials.length][usages + 1][];
    for (int t = 0; t < trials.length; t++) {
      double failure = often.rate(trials[t].night());
      int times = grouped.getOrDefault(trials[t], 0);
      prefix[t] = prefix(trials[t].blocked());
      double open = of(trials[t], usages, OPEN, failure);
      for (int scope = 0; scope <= usages; scope++) {
        gains[t][scope] = gains(of(trials[t], usages, scope, failure) / open, times);
      }
      none += times * Math.log(open);
    }
  }

  private static double[] gains(double ratio, int times) {
    double[] gains = new double[Constants.RATES.length];
    for (int rate = 0; rate < gains.length; rate++) {
      double q = Constants.RATES[rate];
      gains[rate] = times * Math.log(q * ratio + 1 - q);
    }
    return gains;
  }

  /** How many of the first members are blocked without a gap. */
  private int prefix(BitSet blocked) {
    int length = 0;
    while (length < order.length && blocked.get(order[length])) {
      length++;
    }
    return length;
  }

  /** The logarithm, if nothing breaks the list. */
  double ofNone() {
    return none;
  }

  /** The logarithm of how much better it fits that the k-th member breaks the list. */
  double ratio(int k, int scope, boolean alone, int rate, int since) {
    double sum = 0;
    for (int t = 0; t < trials.length; t++) {
      boolean breaks = alone ? trials[t].blocked().get(order[k]) : prefix[t] > k;
      if (breaks && trials[t].night() <= since) {
        sum += gains[t][scope][rate];
      }
    }
    return sum;
  }

  /** Half of the failures without cause hit all usages of a trial together. */
  private static double of(Seen trial, int usages, int scope, double failure) {
    double common = Constants.COMMON * failure;
    double own = 1 - (1 - failure) / (1 - common);
    double ifCommon = common;
    double ifOwn = 1 - common;
    for (int j = 0; j < usages; j++) {
      boolean passed = trial.passed().get(j);
      if (passed || trial.failed().get(j)) {
        boolean met = scope == usages || scope == j;
        double luck = passed ? Constants.LUCK : 1 - Constants.LUCK;
        ifCommon *= met ? luck : passed ? 0 : 1;
        ifOwn *= met ? luck : passed ? 1 - own : own;
      }
    }
    return ifCommon + ifOwn;
  }
}
