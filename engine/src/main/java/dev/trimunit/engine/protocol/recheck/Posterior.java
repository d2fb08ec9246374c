// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.recheck;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What trials say of the list: nothing breaks it, or its k-th member is the first that does, alone
 * or only together with those before it, all usages or one, in a share of the uses, since a night;
 * and how often the device fails by itself. {@code docs/recheck.md} has the formulas.
 */
final class Posterior {
  private final int[] order;
  private final int usages;
  private final int nights;
  private final double[] culprit;
  private final double[] single;
  private final double[][] usage;
  private double none;
  private double risen;
  private double total;

  private Posterior(BitSet list, int usages, int nights) {
    this.order = list.stream().toArray();
    this.usages = usages;
    this.nights = nights;
    culprit = new double[order.length];
    single = new double[order.length];
    usage = new double[order.length][usages];
  }

  /**
   * Weighs everything that may be.
   *
   * @param list what is asked about, in the order of its numbers
   * @param seen the trials that count
   */
  public static Posterior of(
      BitSet list, int usages, int nights, List<Seen> seen, Flakiness often) {
    Posterior found = new Posterior(list, usages, nights);
    Map<Seen, Integer> grouped = new LinkedHashMap<>();
    seen.forEach(trial -> grouped.merge(trial, 1, Integer::sum));
    for (Flakiness.Case one : often.cases(nights)) {
      found.add(one, new Likelihoods(found.order, usages, grouped, one));
    }
    found.normalise();
    return found;
  }

  private void add(Flakiness.Case often, Likelihoods likelihoods) {
    double whole = often.weight() * Math.exp(likelihoods.ofNone());
    double share = order.length == 0 ? 0 : nights * Constants.BROKEN;
    double sum = whole * (1 - share);
    none += sum;
    for (int k = 0; k < order.length; k++) {
      for (int scope = 0; scope <= usages; scope++) {
        sum += addCulprit(k, scope, whole, likelihoods);
      }
    }
    total += sum;
    risen += often.risen() ? sum : 0;
  }

  private double addCulprit(int k, int scope, double whole, Likelihoods likelihoods) {
    double prior = Constants.BROKEN / order.length * scopePrior(scope) * whole;
    double alone = prior * Constants.SINGLE * overRatesAndNights(k, scope, true, likelihoods);
    double together =
        prior * (1 - Constants.SINGLE) * overRatesAndNights(k, scope, false, likelihoods);
    double sum = alone + together;
    culprit[k] += sum;
    single[k] += alone;
    for (int j = 0; j < usages; j++) {
      usage[k][j] += scope == usages || scope == j ? sum : 0;
    }
    return sum;
  }

  /** The last scope is all usages; the others are one usage each. */
  private double scopePrior(int scope) {
    return scope == usages ? Constants.ALL_USAGES : (1 - Constants.ALL_USAGES) / usages;
  }

  private double overRatesAndNights(int k, int scope, boolean alone, Likelihoods likelihoods) {
    double sum = 0;
    for (int rate = 0; rate < Constants.RATES.length; rate++) {
      for (int since = 0; since < nights; since++) {
        double weight = Constants.RATE_WEIGHTS[rate];
        sum += weight * Math.exp(likelihoods.ratio(k, scope, alone, rate, since));
      }
    }
    return sum;
  }

  private void normalise() {
    none /= total;
    risen /= total;
    for (int k = 0; k < order.length; k++) {
      single[k] = culprit[k] == 0 ? 0 : single[k] / culprit[k];
      for (int j = 0; j < usages; j++) {
        usage[k][j] = culprit[k] == 0 ? 0 : usage[k][j] / culprit[k];
      }
      culprit[k] /= total;
    }
  }

  /** The chance that nothing of the list breaks anything. */
  public double none() {
    return none;
  }

  /** The chance that the device has begun to fail more often by itself. */
  public double risen() {
    return risen;
  }

  /** The members, in the order of the prefixes. */
  int[] order() {
    return order.clone();
  }

  /** The position of the likeliest culprit. */
  int best() {
    int best = 0;
    for (int k = 1; k < culprit.length; k++) {
      best = culprit[k] > culprit[best] ? k : best;
    }
    return best;
  }

  /** The chance that the k-th member is the first that breaks something. */
  public double culprit(int k) {
    return culprit[k];
  }

  /** If it is: the chance that it does so alone. */
  public double single(int k) {
    return single[k];
  }

  /** If it is: the chance that this usage is broken. */
  public double usage(int k, int j) {
    return usage[k][j];
  }

  /** The chance that something breaks this usage. */
  double broken(int j) {
    double sum = 0;
    for (int k = 0; k < order.length; k++) {
      sum += culprit[k] * usage[k][j];
    }
    return sum;
  }

  /** The members up to a position, it included. */
  BitSet prefix(int k) {
    BitSet prefix = new BitSet();
    Arrays.stream(order).limit(k + 1L).forEach(prefix::set);
    return prefix;
  }

  /** The prefix that holds the culprit with a chance nearest to one half of it being any. */
  int halving() {
    double half = (1 - none) / 2;
    double sum = 0;
    int best = 0;
    double nearest = Double.MAX_VALUE;
    for (int k = 0; k < order.length; k++) {
      sum += culprit[k];
      if (Math.abs(sum - half) < nearest) {
        nearest = Math.abs(sum - half);
        best = k;
      }
    }
    return best;
  }
}
