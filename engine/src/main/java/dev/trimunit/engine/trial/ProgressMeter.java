// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.model.TrialRecord;
import java.time.Duration;

/** Tells how far a campaign is, from its mean trial and the trials that a verdict took so far. */
final class ProgressMeter {
  /** Before the first verdict: a guess, given up as verdicts come. */
  private static final double USUAL_TRIALS_PER_VERDICT = 2.5;

  /** By how much of their mean the trials of single verdicts differ: their standard deviation. */
  private static final double DIFFER = 0.7;

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
    listener.progressed(
        new Progress(device, phase, trials, settled, wanted, spent, left(), spread()));
  }

  /** The lab time that is expected to be left. */
  Duration left() {
    return ofVerdicts(wanted - settled);
  }

  /** From what verdicts differ by, and from how few have told so far what one takes. */
  private Duration spread() {
    double open = Math.max(0, wanted - settled);
    return ofVerdicts(1.64 * DIFFER * Math.sqrt(open + open * open / (settled + 2)));
  }

  private Duration ofVerdicts(double verdicts) {
    if (trials == 0 || verdicts <= 0) {
      return Duration.ZERO;
    }
    double perVerdict = (settlingTrials + 2 * USUAL_TRIALS_PER_VERDICT) / (settled + 2);
    return Duration.ofSeconds(
        Math.round(spent.toSeconds() / (double) trials * perVerdict * verdicts));
  }
}
