// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.BitSet;
import java.util.Optional;

/**
 * Finds what breaks the list: its members in ascending order of their priors; the culprit is the
 * last of the first prefix that fails, always or at some rate.
 */
final class Reconciliation {
  private static final double[] RATES = Suspicion.rates();
  private static final double NONE_ENOUGH = 0.95;
  private final Suspicion suspicion;
  private final Noise noise;
  private final double[][] chance;
  private final double none;
  private final double enough;

  /**
   * What was found.
   *
   * @param culprit the member to unblock
   * @param prefix the members up to it
   */
  record Found(Candidate culprit, BitSet prefix) {}

  /**
   * @param suspicion how suspect the members are
   * @param usage whose failures are to be explained
   * @param enough how probable one culprit has to be
   */
  Reconciliation(Suspicion suspicion, int usage, double enough, Noise noise) {
    this.suspicion = suspicion;
    this.enough = enough;
    this.noise = noise;
    double broken = suspicion.probability(usage);
    none = 1 - broken;
    chance = new double[suspicion.order().size()][RATES.length];
    double sum = 0;
    for (int k = 0; k < chance.length; k++) {
      for (int q = 0; q < RATES.length; q++) {
        chance[k][q] = suspicion.weight(usage, k, q);
        sum += chance[k][q];
      }
    }
    for (double[] rates : chance) {
      for (int q = 0; q < RATES.length; q++) {
        rates[q] *= broken / sum;
      }
    }
  }

  boolean open() {
    return none <= NONE_ENOUGH && best() <= enough;
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
    return Optional.of(new Found(suspicion.order().get(k), suspicion.prefix(k + 1)));
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
  BitSet next() {
    int best = 1;
    double most = -1;
    for (int length = 1; length <= chance.length; length++) {
      double gain = gain(length);
      if (gain > most + 1e-12) {
        most = gain;
        best = length;
      }
    }
    return suspicion.prefix(best);
  }

  private double gain(int length) {
    double clean = none;
    double[] met = new double[RATES.length];
    for (int k = 0; k < chance.length; k++) {
      for (int q = 0; q < RATES.length; q++) {
        met[q] += k < length ? chance[k][q] : 0;
        clean += k < length ? 0 : chance[k][q];
      }
    }
    double success = 1 - noise.failure();
    double passed = clean * success;
    double rest = clean * entropy(success);
    for (int q = 0; q < RATES.length; q++) {
      double rare = noise.success(RATES[q]);
      passed += met[q] * rare;
      rest += met[q] * entropy(rare);
    }
    return entropy(passed) - rest;
  }

  private static double entropy(double chance) {
    return chance <= 0 || chance >= 1
        ? 0
        : -chance * Math.log(chance) - (1 - chance) * Math.log(1 - chance);
  }
}
