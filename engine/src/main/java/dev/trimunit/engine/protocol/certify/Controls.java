// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import dev.trimunit.engine.protocol.certify.Ask.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/** Control trials: calibration, closing brackets, and sitting out outages. */
final class Controls {
  private static final double CLEAN_ENOUGH = 0.15;
  private static final int MISSES_OF_AN_OUTAGE = 2;
  private static final int MOST_MISSES = 200;
  private static final int MOST_MISSES_AT_FIRST = 20;
  private final Constants constants;
  private final TrialLog trialLog;
  private final Window window;
  private final Noise noise;
  private final List<List<Integer>> groups;
  private int outages;

  Controls(
      Constants constants,
      TrialLog trialLog,
      Window window,
      Noise noise,
      List<List<Integer>> groups) {
    this.constants = constants;
    this.trialLog = trialLog;
    this.window = window;
    this.noise = noise;
    this.groups = groups;
  }

  /** Outages seen. */
  int outages() {
    return outages;
  }

  /** Each usage passes a few times with nothing blocked, or is given up. */
  void calibrate(int[] passedBefore) {
    int[] passed = passedBefore.clone();
    for (List<Integer> group : groups) {
      for (int round = 0; round < constants.calibration(); round++) {
        List<Integer> more =
            trialLog.kept(group).stream()
                .filter(usage -> passed[usage] < constants.calibration())
                .toList();
        if (!more.isEmpty()) {
          untilPassed(more);
          more.forEach(usage -> passed[usage]++);
        }
      }
    }
  }

  /** Makes every one of these usages pass, so that failures that wait are settled. */
  void control(List<Integer> usages) {
    for (List<Integer> group : groups) {
      List<Integer> some = trialLog.kept(group).stream().filter(usages::contains).toList();
      if (!some.isEmpty()) {
        untilPassed(listMayServe(some) ? joint(group, some) : some);
      }
    }
  }

  /** Makes the usages with waiting failures pass. */
  void settle() {
    List<Integer> waiting = trialLog.waiting().usages();
    while (!waiting.isEmpty()) {
      control(waiting);
      waiting = trialLog.waiting().usages();
    }
  }

  private boolean listMayServe(List<Integer> usages) {
    BitSet listed = window.listed();
    return !listed.isEmpty()
        && !trialLog.waiting().withAnyOf(listed)
        && !failedTooLate(listed, usages)
        && usages.stream().allMatch(u -> window.committed(u).broken() < CLEAN_ENOUGH);
  }

  /**
   * The failure of such a control may come too late to count, and with it those that it was for. As
   * nothing is learnt then, the same would happen again, until the campaign ends.
   */
  private boolean failedTooLate(BitSet listed, List<Integer> usages) {
    return trialLog.log().stream()
        .filter(trial -> trial.asked().equals(listed))
        .filter(trial -> trial.usages().stream().anyMatch(usages::contains))
        .reduce((earlier, later) -> later)
        .filter(last -> last.usages(Mark.DROPPED).stream().anyMatch(usages::contains))
        .isPresent();
  }

  /** Joint evidence and control in one; returns the usages that still have to pass. */
  private List<Integer> joint(List<Integer> group, List<Integer> usages) {
    TreeSet<Integer> tried = new TreeSet<>(usages);
    trialLog.kept(group).stream()
        .filter(u -> window.committed(u).broken() > constants.jointError())
        .forEach(tried::add);
    Trial trial = trialLog.run(Kind.JOINT, window.listed(), List.copyOf(tried));
    return trialLog.kept(usages).stream().filter(u -> trial.mark(u) != Mark.PASSED).toList();
  }

  private void untilPassed(List<Integer> usages) {
    List<Integer> missing = usages;
    int misses = 0;
    while (!missing.isEmpty()) {
      boolean outage = misses >= MISSES_OF_AN_OUTAGE;
      Duration pause = outage ? constants.outagePause() : Duration.ZERO;
      Trial trial = trialLog.run(Kind.CONTROL, new BitSet(), missing, pause);
      int failuresBefore = outage ? 0 : misses;
      trial.usages(Mark.PASSED).forEach(usage -> noise.control(failuresBefore));
      List<Integer> failed = new ArrayList<>(trial.usages(Mark.PENDING));
      misses += failed.isEmpty() ? 0 : 1;
      outages += !failed.isEmpty() && misses == MISSES_OF_AN_OUTAGE ? 1 : 0;
      if (misses >= mostMisses(failed)) {
        failed.forEach(trialLog::lose);
      }
      missing = trialLog.kept(missing).stream().filter(u -> trial.mark(u) != Mark.PASSED).toList();
    }
  }

  private int mostMisses(List<Integer> failed) {
    boolean never = failed.stream().noneMatch(trialLog::everPassed);
    return never ? MOST_MISSES_AT_FIRST : MOST_MISSES;
  }
}
