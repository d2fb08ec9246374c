// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import dev.trimunit.engine.protocol.certify.Ask.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Sequential tests of one set, each failure checked by a control trial at once. */
final class SetTrials {
  private static final int MOST_TRIALS = 40;
  private final Constants constants;
  private final TrialLog trialLog;
  private final Controls controls;
  private final Noise noise;

  SetTrials(Constants constants, TrialLog trialLog, Controls controls, Noise noise) {
    this.constants = constants;
    this.trialLog = trialLog;
    this.controls = controls;
    this.noise = noise;
  }

  /** Runs one trial and settles its failures: every mark is PASSED, FAILED, DROPPED or VOID. */
  Trial checked(BitSet blocked, List<Integer> usages) {
    Trial trial = trialLog.run(Kind.BLOCK, blocked, usages);
    controls.settle();
    return trial;
  }

  /**
   * Runs one trial that mostly passes. A failure may wait for the next of this kind, which then
   * closes its bracket, too; what still waits after that gets a control trial.
   *
   * @param group all usages that may be tried in one trial; those that wait are tried with them
   */
  void patient(BitSet blocked, List<Integer> usages, List<Integer> group) {
    List<Integer> tried = new ArrayList<>(trialLog.kept(group));
    List<Integer> waiting = trialLog.waiting().usages();
    tried.removeIf(usage -> !usages.contains(usage) && !waiting.contains(usage));
    if (trialLog.waiting().controlIsDue(tried.size())) {
      controls.settle();
    }
    boolean waited = !trialLog.waiting().usages().isEmpty();
    trialLog.run(Kind.BLOCK, blocked, tried, Duration.ZERO, trialLog.waiting().where());
    if (waited) {
      controls.settle();
    }
  }

  /** Runs one trial on one of these units. */
  void on(BitSet units, BitSet blocked, List<Integer> usages) {
    if (trialLog.waiting().controlIsDue(usages.size())) {
      controls.settle();
    }
    boolean waited = !trialLog.waiting().usages().isEmpty();
    trialLog.run(Kind.BLOCK, blocked, usages, Duration.ZERO, units);
    if (waited) {
      controls.settle();
    }
  }

  /** Settles the failures that wait; returns whether there were any. */
  boolean settle() {
    boolean waited = !trialLog.waiting().usages().isEmpty();
    controls.settle();
    return waited;
  }

  /**
   * The chance that a usage works with this blocked, as against never, within the error bound.
   *
   * @param prior the chance before
   */
  double works(BitSet blocked, int usage, double prior) {
    SetOdds test = test(usage, prior);
    decide(blocked, List.of(test), List.of(test));
    return 1 - test.fails();
  }

  /** Tests that are as likely to fail as not, but for what trials of this set have shown. */
  List<SetOdds> ofSet(BitSet blocked, List<Integer> usages) {
    List<SetOdds> odds = usages.stream().map(usage -> test(usage, 0.5)).toList();
    trialLog.log().stream()
        .filter(trial -> trial.asked().equals(blocked))
        .forEach(trial -> odds.forEach(each -> each.learn(trial)));
    return odds;
  }

  private SetOdds test(int usage, double works) {
    return new SetOdds(noise, constants.error(), 1 - works, usage);
  }

  /**
   * Blocks a set until tests of it are decided and none of their failures waits. Failures wait for
   * each other: one control trial is enough for all that settle a test.
   *
   * @param with tests that learn from the same trials as long as they are open
   */
  void decide(BitSet blocked, List<SetOdds> wanted, List<SetOdds> with) {
    int trials = 0;
    while (true) {
      boolean waits = with.stream().anyMatch(SetOdds::waits);
      boolean more = trials < MOST_TRIALS && wanted.stream().anyMatch(this::open);
      List<Integer> usages = with.stream().filter(this::open).map(SetOdds::usage).toList();
      if (more && !(waits && trialLog.waiting().controlIsDue(usages.size()))) {
        Trial trial = trialLog.run(Kind.BLOCK, blocked, usages);
        with.forEach(test -> test.learn(trial));
        trials++;
      } else if (waits) {
        controls.settle();
      } else {
        return;
      }
    }
  }

  private boolean open(SetOdds test) {
    return !trialLog.lost(test.usage()) && !test.decided();
  }
}
