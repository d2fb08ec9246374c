// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoublePredicate;

/**
 * How probable it is, given every counted trial, that the list breaks a usage after all: by a
 * member that was taken for blockable by chance, by one that is needed only now and then, or by
 * several that stand in for each other. Mostly such a thing breaks all usages, and each in the same
 * trials; failures of one usage alone are rather chance. How often a device fails by chance is not
 * known either: every frequency that is possible counts by what trials say of it.
 */
final class Suspicion {
  /** The rates that are thought of; the first, always, is the only one of stand-ins. */
  private static final double[] RATES = {1, 0.8, 0.6, 0.4, 0.3, 0.2};

  /** What shows so seldom takes many trials to find, and a person may not notice it. */
  private static final double RARE = 0.3;

  private static final double STAND_INS = 0.05;

  /**
   * Of the destinations that anything requires, so many are required by all usages. Fewer than
   * {@link Coupling} takes: with as many, what few usages need was looked for too little.
   */
  private static final double ALL = 0.7;

  /** No probability is larger: an error bound of nothing, or less by rounding, is none. */
  private static final double SURE = 1 - 1e-6;

  private final List<Candidate> order;
  private final int usages;
  private final double[][][] members;
  private final double[][] standIns;
  private final double[] fine;
  private final double[] broken;

  /**
   * @param all every destination
   * @param listed the list
   * @param share expected share of the required destinations that are needed only now and then
   */
  Suspicion(
      List<Candidate> all,
      BitSet listed,
      Noise noise,
      Constants constants,
      int usages,
      double share,
      List<Trial> log) {
    this.usages = usages;
    order = new ArrayList<>(all);
    order.removeIf(candidate -> !listed.get(candidate.number()));
    order.sort(Comparator.comparingDouble(Candidate::rank).thenComparingInt(Candidate::number));
    members = new double[usages][order.size()][RATES.length];
    standIns = new double[usages][order.size()];
    fine = new double[usages];
    broken = new double[usages];
    for (int usage = 0; usage < usages; usage++) {
      fine[usage] = Logarithms.IMPOSSIBLE;
      Arrays.fill(standIns[usage], Logarithms.IMPOSSIBLE);
      Arrays.stream(members[usage]).forEach(member -> Arrays.fill(member, Logarithms.IMPOSSIBLE));
    }
    Experience experience = new Experience(all, listed, order, usages, log);
    double[] rates = weights(share, constants);
    List<Noise> possible = noise.possible();
    double[] likely =
        possible.stream().mapToDouble(n -> n.plausibility() + experience.chance(n)).toArray();
    for (int n = 0; n < likely.length; n++) {
      explain(experience.odds(possible.get(n), RATES), rates, likely[n]);
    }
    for (int usage = 0; usage < usages; usage++) {
      broken[usage] = Logarithms.divide(standIns[usage], members[usage], fine[usage]);
    }
  }

  /** Of the rates: that of a destination that is always needed first. */
  private static double[] weights(double share, Constants constants) {
    double[] rare = looked(rate -> rate <= RARE && rate >= constants.leastRate());
    double[] often = looked(rate -> rate > RARE && rate < 1);
    double[] weights = new double[RATES.length];
    for (int q = 0; q < RATES.length; q++) {
      double partial = (1 - constants.rare()) * often[q] + constants.rare() * rare[q];
      weights[q] = RATES[q] == 1 ? 1 - share : share * partial;
    }
    return weights;
  }

  /** Some of the rates, each as probable as the others. */
  private static double[] looked(DoublePredicate some) {
    double number = Arrays.stream(RATES).filter(some).count();
    return Arrays.stream(RATES).map(rate -> some.test(rate) ? 1 / number : 0).toArray();
  }

  /**
   * Adds the weights of everything that may be wrong, for one noise. Either each usage has its own
   * explanation or none, or there is one for all of them.
   *
   * @param weight of the noise, as all weights here a logarithm
   */
  private void explain(Experience.Odds odds, double[] rates, double weight) {
    double[][][] own = new double[usages][order.size()][RATES.length];
    double[][] ownStandIns = new double[usages][];
    double[] none = new double[usages];
    double apart = usages == 1 ? 1 : 1 - ALL;
    for (int usage = 0; usage < usages; usage++) {
      ownStandIns[usage] = standIns(usage, odds, apart);
      for (int k = 0; k < order.size(); k++) {
        double part = Math.log((1 - shared(k, usage)) * before(k, usage));
        for (int q = 0; q < RATES.length; q++) {
          own[usage][k][q] = part + Math.log(rates[q]) + odds.one(usage, k, q);
        }
      }
      none[usage] = Logarithms.sum(ownStandIns[usage], own[usage], 0);
    }
    double all = Arrays.stream(none).sum();
    double[][] together = new double[order.size()][RATES.length];
    for (int k = 0; k < order.size(); k++) {
      for (int q = 0; q < RATES.length; q++) {
        together[k][q] = Math.log(rates[q]) + odds.together(k, q);
      }
    }
    double[] commonStandIns = standIns(usages, odds, 1 - apart);
    for (int usage = 0; usage < usages; usage++) {
      double others = all - none[usage];
      fine[usage] = Logarithms.either(fine[usage], weight + others);
      for (int k = 0; k < order.size(); k++) {
        double one = Logarithms.either(ownStandIns[usage][k] + others, commonStandIns[k]);
        standIns[usage][k] = Logarithms.either(standIns[usage][k], weight + one);
        double part = Math.log(shared(k, usage) * before(k, usage));
        for (int q = 0; q < RATES.length; q++) {
          one = Logarithms.either(own[usage][k][q] + others, part + together[k][q]);
          members[usage][k][q] = Logarithms.either(members[usage][k][q], weight + one);
        }
      }
    }
  }

  /** The odds before any trial. */
  private double before(int k, int usage) {
    double prior = order.get(k).prior(usage);
    return prior / (1 - prior);
  }

  /** The part of that for which all usages that contact it require it. */
  private double shared(int k, int usage) {
    List<Integer> contacts = order.get(k).contacts();
    return contacts.size() > 1 && contacts.contains(usage) ? ALL : 0;
  }

  /**
   * By the last of the stand-ins, in order: the more come before, the likelier it is one. A trial
   * speaks about those of a prefix only if it blocks the whole prefix.
   *
   * @param usage that they break; {@link #usages}: all
   */
  private double[] standIns(int usage, Experience.Odds odds, double part) {
    double[] weights = new double[order.size()];
    Arrays.fill(weights, Logarithms.IMPOSSIBLE);
    double pairs = order.size() * (order.size() - 1) / 2.0;
    double sum = 0;
    for (int k = order.size() - 1; k > 0; k--) {
      sum += usage == usages ? odds.togetherPrefix(k + 1) : odds.onePrefix(usage, k + 1);
      weights[k] = Math.log(part * STAND_INS * k / pairs) + sum;
    }
    return weights;
  }

  /** The probability that the list breaks the usage. */
  double probability(int usage) {
    return sure(broken[usage]);
  }

  /** The probability that one alone breaks the usage, at whatever rate; 0 if it is no member. */
  double alone(int usage, Candidate one) {
    int k = order.indexOf(one);
    return k < 0 ? 0 : sure(Arrays.stream(members[usage][k]).sum());
  }

  /** The probability that one is the last of several that break it together; 0 if no member. */
  double together(int usage, Candidate one) {
    int k = order.indexOf(one);
    return k < 0 ? 0 : sure(standIns[usage][k]);
  }

  private static double sure(double probability) {
    return Math.min(SURE, probability);
  }

  /** The expected rate at which a member alone breaks the usage, if it does. */
  double rate(int usage, Candidate member) {
    double[] weights = members[usage][order.indexOf(member)];
    double rate = 0;
    for (int q = 0; q < RATES.length; q++) {
      rate += RATES[q] * weights[q];
    }
    return rate / Arrays.stream(weights).sum();
  }

  /** The members in ascending order of their priors. */
  List<Candidate> order() {
    return order;
  }

  /** The first members. */
  BitSet prefix(int length) {
    BitSet prefix = new BitSet();
    order.subList(0, length).forEach(candidate -> prefix.set(candidate.number()));
    return prefix;
  }

  static double[] rates() {
    return RATES.clone();
  }

  /**
   * The probability of the k-th member being the last that it takes to break the usage at a rate.
   */
  double weight(int usage, int k, int rate) {
    return members[usage][k][rate] + (RATES[rate] == 1 ? standIns[usage][k] : 0);
  }
}
