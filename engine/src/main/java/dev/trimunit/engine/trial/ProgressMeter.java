// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.model.TrialRecord;
import java.time.Duration;

/** Tells how far a campaign is, from its mean trial and the trials that a verdict took so far. */
final class ProgressMeter {
  /** Before the first verdict: a guess, given up as verdicts come. */
  private static final double USUAL_TRIALS_PER_VERDICT = 2.5;

  private final String device;
  private final RunListener listener;
  private String phase = "calibrating";
  private Duration spent = Duration.ZERO;
  private int trials;
  private int settlingTrials;
  private int settled;
  private int wanted;

  ProgressMeter(String device, RunListener listener) {
    this.device = device;
    this.listener = listener;
  }

  void enter(String newPhase) {
    phase = newPhase;
  }

  void want(int verdicts) {
    wanted += verdicts;
    tell();
  }

  void trial(TrialRecord trial) {
    trials++;
    settlingTrials += phase.equals("settling") ? 1 : 0;
    spent = spent.plus(Duration.between(trial.start(), trial.end()));
    tell();
  }

  void verdict() {
    settled++;
    tell();
  }

  private void tell() {
    listener.progressed(new Progress(device, phase, trials, settled, wanted, spent, left()));
  }

  /** The lab time that is expected to be left. */
  Duration left() {
    if (trials == 0 || settled >= wanted) {
      return Duration.ZERO;
    }
    double perVerdict = (settlingTrials + 2 * USUAL_TRIALS_PER_VERDICT) / (settled + 2);
    double seconds = spent.toSeconds() / (double) trials * perVerdict * (wanted - settled);
    return Duration.ofSeconds(Math.round(seconds));
  }
}
