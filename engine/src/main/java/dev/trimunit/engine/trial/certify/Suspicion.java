// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial.certify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * How probable it is, given every counted trial, that the accepted set breaks a usage after all: by
 * a member that was taken for blockable by chance, by one that is needed only now and then, or by
 * several that stand in for each other.
 */
final class Suspicion {
  private static final double[] RATES = {1, 0.8, 0.6, 0.4, 0.3, 0.2};
  private static final double STAND_INS = 0.05;
  private static final double MEMBERS_OF_STAND_INS = 2.5;
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
    for (int k = 0; k < order.size(); k++) {
      weigh(k, usage, share, constants.leastRate(), passes, failures);
    }
    standIns = standIns(accepted, passes, failures);
  }

  private static double others(Trial trial, List<Candidate> all, BitSet accepted, int usage) {
    BitSet outside = (BitSet) trial.blocked().clone();
    outside.andNot(accepted);
    return 1
        - outside.stream()
            .mapToDouble(i -> 1 - all.get(i).rate(usage).orElse(1))
            .reduce(1, (a, b) -> a * b);
  }

  private void weigh(
      int k,
      int usage,
      double share,
      double leastRate,
      List<Trial> passes,
      List<Failure> failures) {
    Candidate member = order.get(k);
    double odds = member.prior(usage) / (1 - member.prior(usage));
    long passed = passes.stream().filter(trial -> trial.blocks(member.number())).count();
    List<Failure> failed =
        failures.stream().filter(failure -> failure.trial().blocks(member.number())).toList();
    long partial = java.util.Arrays.stream(RATES).filter(q -> q < 1 && q >= leastRate).count();
    for (int q = 0; q < RATES.length; q++) {
      double rate = RATES[q];
      double weight = rate == 1 ? 1 - share : rate < leastRate ? 0 : share / partial;
      members[k][q] =
          odds
              * weight
              * Math.pow(noise.ratio(true, rate), (double) passed)
              * failed.stream()
                  .mapToDouble(failure -> noise.failureRatio(rate, failure.others()))
                  .reduce(1, (a, b) -> a * b);
      total += members[k][q];
    }
  }

  /** By the last of the stand-ins, in order; a set that holds more of them fails more probably. */
  private double[] standIns(BitSet all, List<Trial> passes, List<Failure> failures) {
    double[] weights = new double[order.size()];
    double left = STAND_INS;
    for (Trial trial : passes) {
      left *= 1 - covered(trial, all) * (1 - noise.ratio(true, 1));
    }
    for (Failure failure : failures) {
      double ratio = noise.failureRatio(1, failure.others());
      left *= 1 - covered(failure.trial(), all) * (1 - ratio);
    }
    double sum = 0;
    for (int k = 1; k < weights.length; k++) {
      BitSet prefix = prefix(k + 1);
      long passed = passes.stream().filter(t -> t.covers(prefix) && !t.covers(all)).count();
      weights[k] = k * Math.pow(noise.ratio(true, 1), (double) passed);
      sum += weights[k];
    }
    for (int k = 1; k < weights.length; k++) {
      weights[k] *= left / sum;
      total += weights[k];
    }
    return weights;
  }

  private static double covered(Trial trial, BitSet all) {
    BitSet both = (BitSet) trial.blocked().clone();
    both.and(all);
    return Math.pow((double) both.cardinality() / all.cardinality(), MEMBERS_OF_STAND_INS);
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
