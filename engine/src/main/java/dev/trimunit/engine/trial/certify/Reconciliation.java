// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial.certify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds what spoils the accepted set: its members in ascending order of their priors; the culprit
 * is the last of the first prefix that fails, always or at some rate.
 */
final class Reconciliation {
  private static final double[] RATES = {1, 0.6, 0.35, 0.2};
  private static final double[] WEIGHTS = {0.6, 0.15, 0.15, 0.1};
  private static final double NONE_ENOUGH = 0.95;
  private static final double ONE_ENOUGH = 0.98;
  private final List<Candidate> order;
  private final Noise noise;
  private final int usage;
  private final double[][] chance;
  private double none;

  /**
   * What was found.
   *
   * @param culprit the member to unblock
   * @param prefix the members up to it
   * @param rate the rate at which the usage fails with them blocked
   * @param error the chance that it is another one or none
   */
  record Found(Candidate culprit, BitSet prefix, double rate, double error) {}

  Reconciliation(
      List<Candidate> members, Noise noise, int usage, double contaminated, List<Trial> log) {
    order = new ArrayList<>(members);
    order.sort(Comparator.comparingDouble(Candidate::rank).thenComparingInt(Candidate::number));
    this.noise = noise;
    this.usage = usage;
    none = 1 - contaminated;
    chance = new double[order.size()][RATES.length];
    BitSet all = prefix(order.size());
    double sum = 0;
    for (int k = 0; k < order.size(); k++) {
      long passes = passes(prefix(k + 1), all, log);
      for (int q = 0; q < RATES.length; q++) {
        chance[k][q] = WEIGHTS[q] * Math.pow(noise.ratio(true, RATES[q]), passes);
        sum += chance[k][q];
      }
    }
    for (double[] rates : chance) {
      for (int q = 0; q < RATES.length; q++) {
        rates[q] *= contaminated / sum;
      }
    }
  }

  private long passes(BitSet prefix, BitSet all, List<Trial> log) {
    return log.stream()
        .filter(t -> t.mark(usage) == Mark.PASSED && t.covers(prefix) && !t.covers(all))
        .count();
  }

  /** The first members. */
  BitSet prefix(int length) {
    BitSet prefix = new BitSet();
    order.subList(0, length).forEach(candidate -> prefix.set(candidate.number()));
    return prefix;
  }

  boolean open() {
    return none <= NONE_ENOUGH && best() <= ONE_ENOUGH;
  }

  /** The culprit; empty if there is none. */
  Optional<Found> found() {
    if (none > NONE_ENOUGH) {
      return Optional.empty();
    }
    int k = 0;
    for (int other = 1; other < chance.length; other++) {
      k = sum(other) > sum(k) ? other : k;
    }
    double rate = 0;
    for (int q = 0; q < RATES.length; q++) {
      rate += RATES[q] * chance[k][q] / sum(k);
    }
    return Optional.of(new Found(order.get(k), prefix(k + 1), rate, 1 - sum(k)));
  }

  private double best() {
    double best = 0;
    for (int k = 0; k < chance.length; k++) {
      best = Math.max(best, sum(k));
    }
    return best;
  }

  private double sum(int k) {
    double sum = 0;
    for (double one : chance[k]) {
      sum += one;
    }
    return sum;
  }

  /** The prefix whose outcome tells most. */
  int next() {
    int best = 1;
    double most = -1;
    for (int length = 1; length <= order.size(); length++) {
      double gain = gain(length);
      if (gain > most + 1e-12) {
        most = gain;
        best = length;
      }
    }
    return best;
  }

  private double gain(int length) {
    double clean = none;
    double passed = 0;
    double rest = 0;
    for (int k = 0; k < chance.length; k++) {
      for (int q = 0; q < RATES.length; q++) {
        if (k < length) {
          double success = noise.success(RATES[q]);
          passed += chance[k][q] * success;
          rest += chance[k][q] * entropy(success);
        } else {
          clean += chance[k][q];
        }
      }
    }
    double success = 1 - noise.failure();
    return entropy(passed + clean * success) - rest - clean * entropy(success);
  }

  private static double entropy(double chance) {
    return chance <= 0 || chance >= 1
        ? 0
        : -chance * Math.log(chance) - (1 - chance) * Math.log(1 - chance);
  }

  /** Learns that the usage passed or failed with a prefix blocked. */
  void learn(int length, boolean passed) {
    double sum = none;
    for (int k = 0; k < chance.length; k++) {
      for (int q = 0; q < RATES.length; q++) {
        chance[k][q] *= k < length ? noise.ratio(passed, RATES[q]) : 1;
        sum += chance[k][q];
      }
    }
    none /= sum;
    for (double[] rates : chance) {
      for (int q = 0; q < RATES.length; q++) {
        rates[q] /= sum;
      }
    }
  }
}
