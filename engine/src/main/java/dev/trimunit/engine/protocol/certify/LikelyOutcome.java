// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.BitSet;
import java.util.List;

/** What is likely to come of a trial, by what is believed now. */
final class LikelyOutcome {
  /** An alternative breaks nothing alone; with others it may. */
  private static final double TOGETHER = 0.5;

  private final Window window;
  private final TrialLog trialLog;
  private final List<Candidate> candidates;

  LikelyOutcome(Window window, TrialLog trialLog, List<Candidate> candidates) {
    this.window = window;
    this.trialLog = trialLog;
    this.candidates = candidates;
  }

  boolean passes(BitSet blocked, int usage) {
    return works(blocked, usage) >= 0.5;
  }

  private double works(BitSet blocked, int usage) {
    BitSet missing = (BitSet) window.listed().clone();
    missing.andNot(blocked);
    boolean withListed = missing.isEmpty();
    int slots = 0;
    double works = 1;
    for (int i : blocked.stream().toArray()) {
      Candidate candidate = candidates.get(i);
      int slot = window.slots().indexOf(candidate);
      if (slot >= 0) {
        slots |= 1 << slot;
      } else if (!window.listed().get(i)) {
        works *= works(candidate, usage, blocked.cardinality() == 1);
      }
    }
    Belief belief = window.views(trialLog.waiting().trials()).get(usage);
    double fine = belief.fine(0)[slots] + (withListed ? 0 : belief.fine(1)[slots]);
    return works * fine;
  }

  private static double works(Candidate candidate, int usage, boolean alone) {
    return switch (candidate.standing(usage)) {
      case FINE -> 1;
      case REQUIRED -> 0;
      case INTERMITTENT -> 1 - candidate.rate(usage).orElse(1);
      case ALTERNATIVE -> alone ? 1 : TOGETHER;
      case OPEN -> 1 - candidate.prior(usage);
    };
  }
}
