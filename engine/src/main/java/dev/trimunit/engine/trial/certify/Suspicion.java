// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How probable it is, given every counted trial, that the accepted set breaks a usage after all: by
 * a member that was taken for blockable by chance, by one that is needed only now and then, or by
 * several that stand in for each other.
 */
final class Suspicion {
  private static final double[] RATES = {1, 0.8, 0.6, 0.4, 0.3, 0.2};
  private static final double STAND_INS = 0.05;
  private final List<Candidate> order;
  private final Noise noise;
  private final double[][] members;
  private final double[] standIns;
  private double total;

  /** A failure with the rate at which those blocked outside of the accepted set explain it. */
  private record Failure(Trial trial, double others) {}

  /**
   * @param all every destination
   * @param accepted the accepted set
   * @param share expected share of the required destinations that are needed only now and then
   */
  Suspicion(
      List<Candidate> all,
      BitSet accepted,
      Noise noise,
      Constants constants,
      int usage,
      double share,
      List<Trial> log) {
    order = new ArrayList<>(all);
    order.removeIf(candidate -> !accepted.get(candidate.number()));
    order.sort(Comparator.comparingDouble(Candidate::rank).thenComparingInt(Candidate::number));
    this.noise = noise;
    List<Trial> passes =
        log.stream()
            .filter(t -> t.mark(usage) == Mark.PASSED && t.blocked().intersects(accepted))
            .toList();
    List<Failure> failures =
        log.stream()
            .filter(t -> t.mark(usage) == Mark.FAILED && t.blocked().intersects(accepted))
            .map(trial -> new Failure(trial, others(trial, all, accepted, usage)))
            .filter(failure -> failure.others() < 1)
            .toList();
    members = new double[order.size()][RATES.length];
    int[] places = new int[all.size()];
    for (int k = 0; k < order.size(); k++) {
      places[order.get(k).number()] = k;
      before(k, usage, share, constants.leastRate());
    }
    passes.forEach(trial -> learn(trial, accepted, places, q -> noise.ratio(true, RATES[q])));
    failures.forEach(
        failure ->
            learn(
                failure.trial(),
                accepted,
                places,
                q -> noise.failureRatio(RATES[q], failure.others())));
    total = Arrays.stream(members).flatMapToDouble(Arrays::stream).sum();
    standIns = standIns(passes, failures);
  }

  private static double others(Trial trial, List<Candidate> all, BitSet accepted, int usage) {
    BitSet outside = (BitSet) trial.blocked().clone();
    outside.andNot(accepted);
    return 1
        - outside.stream()
            .mapToDouble(i -> 1 - all.get(i).rate(usage).orElse(1))
            .reduce(1, (a, b) -> a * b);
  }

  private void before(int k, int usage, double share, double leastRate) {
    double prior = order.get(k).prior(usage);
    long partial = Arrays.stream(RATES).filter(q -> q < 1 && q >= leastRate).count();
    for (int q = 0; q < RATES.length; q++) {
      double rate = RATES[q];
      double weight = rate == 1 ? 1 - share : rate < leastRate ? 0 : share / partial;
      members[k][q] = prior / (1 - prior) * weight;
    }
  }

  /** A trial speaks about every member that it blocks. */
  private void learn(Trial trial, BitSet accepted, int[] places, IntToDoubleFunction ratio) {
    double[] ratios = IntStream.range(0, RATES.length).mapToDouble(ratio).toArray();
    BitSet met = (BitSet) trial.blocked().clone();
    met.and(accepted);
    for (int i = met.nextSetBit(0); i >= 0; i = met.nextSetBit(i + 1)) {
      for (int q = 0; q < RATES.length; q++) {
        members[places[i]][q] *= ratios[q];
      }
    }
  }

  /**
   * By the last of the stand-ins, in order: the more come before, the likelier it is one. A trial
   * speaks about those of a prefix only if it blocks the whole prefix.
   */
  private double[] standIns(List<Trial> passes, List<Failure> failures) {
    double[] factors = new double[order.size() + 1];
    Arrays.fill(factors, 1);
    passes.forEach(trial -> factors[covered(trial)] *= noise.ratio(true, 1));
    failures.forEach(
        failure -> factors[covered(failure.trial())] *= noise.failureRatio(1, failure.others()));
    double[] weights = new double[order.size()];
    double pairs = order.size() * (order.size() - 1) / 2.0;
    double factor = 1;
    for (int k = order.size() - 1; k > 0; k--) {
      factor *= factors[k + 1];
      weights[k] = STAND_INS * k / pairs * factor;
      total += weights[k];
    }
    return weights;
  }

  /** How many members, in order, a trial blocks before the first that it does not. */
  private int covered(Trial trial) {
    int k = 0;
    while (k < order.size() && trial.blocks(order.get(k).number())) {
      k++;
    }
    return k;
  }

  /** The probability that the accepted set breaks the usage. */
  double probability() {
    return total / (1 + total);
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

  /** The part of the k-th member's weight at a rate that needs no stand-ins. */
  double alone(int k, int rate) {
    return weight(k, rate) == 0 ? 0 : members[k][rate] / weight(k, rate);
  }

  /** The weight of the k-th member being the last that it takes to break the usage at a rate. */
  double weight(int k, int rate) {
    return members[k][rate] + (RATES[rate] == 1 ? standIns[k] : 0);
  }
}
