// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.listener.ProgressBuilder;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Durations;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import java.time.Duration;

/** Tells how far a campaign is, from its mean trial and the trials that a verdict took so far. */
public final class ProgressMeter {
  /** So much of the expected trials is thought to be left however many there were. */
  private static final double NEVER_LESS = 0.25;

  /**
   * Before it is known what is to be settled, a campaign is thought to be longer than any other.
   */
  private static final Duration UNKNOWN = Duration.ofDays(365);

  /** Before there was one. */
  private static final Duration USUAL_TRIAL = Duration.ofMinutes(6);

  /** By how much of their mean the trials of single verdicts differ: their standard deviation. */
  private static final double DIFFER = 0.7;

  private final String device;
  private final RunListener listener;
  private String phase = "calibrating";
  private Duration spent = Duration.ZERO;
  private int trials;

  /** Trials that did not go on for days, by which others are judged, and what they took. */
  private int usual;

  private Duration spentAsUsual = Duration.ZERO;
  private int settlingTrials;
  private int settled;
  private int wanted;
  private double expected;
  private double saidLeft;
  private Duration enduring = Duration.ZERO;

  /** Hears from a protocol how much is left. */
  public interface Expecting {
    void trials(double left);
  }

  public ProgressMeter(String device, RunListener listener) {
    this.device = device;
    this.listener = listener;
  }

  synchronized void enter(String newPhase) {
    phase = newPhase;
  }

  /** A long run begins. */
  synchronized void endures(int run, Duration lasts) {
    phase = "endurance, run %d, up to %s".formatted(run, Durations.words(lasts));
    enduring = lasts;
    tell();
  }

  /** No long run follows. */
  synchronized void endured() {
    phase = "settling";
    enduring = Duration.ZERO;
  }

  public synchronized void want(int verdicts) {
    wanted += verdicts;
    tell();
  }

  /** Expects the protocol to ask for so many trials more. */
  public synchronized void expect(double trialsMore) {
    expected += trialsMore;
  }

  /** The protocol itself says how many trials are left. */
  public synchronized void expectNow(double trialsLeft) {
    saidLeft = trialsLeft;
  }

  public synchronized void trial(TrialRecord trial) {
    trials++;
    settlingTrials += phase.equals("settling") ? 1 : 0;
    Duration took = Duration.between(trial.start(), trial.end());
    spent = spent.plus(took);
    if (trial.purpose() != TrialPurpose.ENDURANCE) {
      usual++;
      spentAsUsual = spentAsUsual.plus(took);
    }
    tell();
  }

  public synchronized void verdict() {
    settled++;
    tell();
  }

  private void tell() {
    listener.progressed(
        ProgressBuilder.stagedBuilder()
            .device(device)
            .phase(phase)
            .trials(trials)
            .verdictsSettled(settled)
            .verdictsWanted(wanted)
            .labTimeSpent(spent)
            .labTimeLeft(left())
            .labTimeSpread(enduring.isZero() ? spread() : Duration.ZERO)
            .build());
  }

  /**
   * The lab time of the whole campaign, spent and left, for whoever decides which device goes
   * first.
   */
  public synchronized Duration campaign() {
    if (wanted == 0) {
      return UNKNOWN;
    }
    return trials == 0
        ? Duration.ofSeconds(Math.round(USUAL_TRIAL.toSeconds() * expected))
        : spent.plus(left());
  }

  /** The lab time that is expected to be left. */
  public synchronized Duration left() {
    return enduring.isZero() ? time(trialsLeft()) : enduring;
  }

  /**
   * As the protocol expects; by what its verdicts took, as soon as there are some. A protocol may
   * also tell all of them at its end.
   */
  private double trialsLeft() {
    int open = wanted - settled;
    if (open <= 0) {
      return 0;
    }
    if (saidLeft > 0) {
      return saidLeft;
    }
    return settled == 0
        ? Math.max(expected - settlingTrials, NEVER_LESS * expected)
        : open * (settlingTrials + 2 * expected / wanted) / (settled + 2);
  }

  /** From what verdicts differ by, and from how few have told so far what one takes. */
  private Duration spread() {
    double open = Math.max(1, wanted - settled);
    return time(trialsLeft() * 1.64 * DIFFER * Math.sqrt(1 / open + 1.0 / (settled + 2)));
  }

  private Duration time(double trialsMore) {
    return usual == 0
        ? Duration.ZERO
        : Duration.ofSeconds(Math.round(spentAsUsual.toSeconds() / (double) usual * trialsMore));
  }
}
