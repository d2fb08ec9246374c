// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.ArrayList;
import java.util.List;

/** Whether a usage fails with a set blocked, as against not: Wald's sequential test. */
final class SetOdds {
  private final Noise noise;
  private final double error;
  private final double prior;
  private final int usage;
  private final List<Trial> trials = new ArrayList<>();

  /**
   * @param error how probable a wrong answer may be
   * @param prior the chance that it fails
   */
  SetOdds(Noise noise, double error, double prior, int usage) {
    this.noise = noise;
    this.error = error;
    this.prior = prior;
    this.usage = usage;
  }

  int usage() {
    return usage;
  }

  /** Learns from a trial of the set, also from what its failures turn out to be later. */
  void learn(Trial trial) {
    if (!trial.blocked().isEmpty()) { // otherwise it was as good as a control trial
      trials.add(trial);
    }
  }

  /** Whether a failure waits for a success. */
  boolean waits() {
    return has(Mark.PENDING);
  }

  /** Whether it is within the error if what waits will count; that it fails takes a failure. */
  boolean decided() {
    double fails = fails();
    return fails <= error || (fails >= 1 - error && (failed() || waits()));
  }

  /** Whether it failed in a trial that counts. */
  boolean failed() {
    return has(Mark.FAILED);
  }

  private boolean has(Mark mark) {
    return trials.stream().anyMatch(trial -> trial.mark(usage) == mark);
  }

  /** The chance that it fails, if what waits will count. */
  double fails() {
    double odds = prior / (1 - prior);
    for (Trial trial : trials) {
      Mark mark = trial.mark(usage);
      boolean tells = mark == Mark.PASSED || mark == Mark.FAILED || mark == Mark.PENDING;
      odds *= tells ? noise.ratio(mark == Mark.PASSED) : 1;
    }
    return odds / (1 + odds);
  }
}
