// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial.certify;

import dev.trimunit.engine.trial.certify.Ask.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Sequential tests of one set, each failure checked by a control trial at once. */
final class Tests {
  private static final int MOST_TRIALS = 40;
  private final Constants constants;
  private final Conduct conduct;
  private final Controls controls;
  private final Noise noise;

  Tests(Constants constants, Conduct conduct, Controls controls, Noise noise) {
    this.constants = constants;
    this.conduct = conduct;
    this.controls = controls;
    this.noise = noise;
  }

  /** Runs one trial and settles its failures: every mark is PASSED, FAILED, DROPPED or VOID. */
  Trial checked(BitSet blocked, List<Integer> usages) {
    Trial trial = conduct.run(Kind.BLOCK, blocked, usages);
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
    List<Integer> tried = new ArrayList<>(conduct.kept(group));
    List<Integer> waiting = conduct.waiting();
    tried.removeIf(usage -> !usages.contains(usage) && !waiting.contains(usage));
    if (conduct.controlIsDue(tried.size())) {
      controls.settle();
    }
    boolean waited = !conduct.waiting().isEmpty();
    conduct.run(Kind.BLOCK, blocked, tried);
    if (waited) {
      controls.settle();
    }
  }

  /** Settles the failures that wait; returns whether there were any. */
  boolean settle() {
    boolean waited = !conduct.waiting().isEmpty();
    controls.settle();
    return waited;
  }

  /**
   * The chance that a usage works with this blocked, as against never, within the error bound.
   *
   * @param prior the chance before
   */
  double works(BitSet blocked, int usage, double prior) {
    double works = prior;
    double error = constants.error();
    for (int trials = 0; trials < MOST_TRIALS && works > error && works < 1 - error; trials++) {
      if (conduct.lost(usage)) {
        return works;
      }
      works = after(checked(blocked, List.of(usage)).mark(usage), works);
    }
    return works;
  }

  private double after(Mark mark, double works) {
    if (mark != Mark.PASSED && mark != Mark.FAILED) {
      return works;
    }
    double odds = (1 - works) / works * noise.ratio(mark == Mark.PASSED);
    return 1 / (1 + odds);
  }
}
