// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial.certify;

/** Whether, and how often, a usage fails with a set blocked. */
final class RateTest {
  private final Noise noise;
  private final double[] rates;
  private final double[] chance;
  private double never;

  /**
   * @param weights of the rates, up to a factor
   * @param prior the chance that it fails at all
   */
  RateTest(Noise noise, double[] rates, double[] weights, double prior) {
    this.noise = noise;
    this.rates = rates.clone();
    chance = weights.clone();
    never = 1 - prior;
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    for (int q = 0; q < chance.length; q++) {
      chance[q] *= prior / sum;
    }
  }

  void learn(boolean passed) {
    double sum = never;
    for (int q = 0; q < chance.length; q++) {
      chance[q] *= noise.ratio(passed, rates[q]);
      sum += chance[q];
    }
    never /= sum;
    for (int q = 0; q < chance.length; q++) {
      chance[q] /= sum;
    }
  }

  /** The chance that it fails, at whatever rate. */
  double fails() {
    return 1 - never;
  }

  /** The expected rate, if it fails. */
  double rate() {
    double rate = 0;
    for (int q = 0; q < chance.length; q++) {
      rate += rates[q] * chance[q];
    }
    return rate / (1 - never);
  }
}
