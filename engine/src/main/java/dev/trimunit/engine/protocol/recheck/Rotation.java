// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.recheck;

import dev.trimunit.engine.protocol.certify.Ask.Kind;
import dev.trimunit.engine.protocol.certify.Mark;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The required destinations of greatest age are blocked, one at a time, with the list: what needs
 * one fails, what does not passes with the list.
 */
final class Rotation {
  private final Problem problem;
  private final Log log;
  private final List<Turn> turns = new ArrayList<>();

  /** One required destination in this night. */
  final class Turn {
    private final Problem.Kept kept;
    private final List<NightTrial> trials = new ArrayList<>();

    Turn(Problem.Kept kept) {
      this.kept = kept;
    }

    Problem.Kept kept() {
      return kept;
    }

    List<NightTrial> trials() {
      return trials;
    }

    /** The chance that a usage needs it. */
    double needed(int usage, boolean ifWhatWaitsCounts) {
      double turned =
          Math.min(
              Constants.STALE_RELEASED,
              Constants.RELEASED * (1 + kept.age()) / problem.required().size());
      boolean needs = kept.needs().get(usage);
      double odds = Constants.logit(needs ? 1 - turned : turned);
      for (NightTrial trial : trials) {
        odds += evidence(trial, usage, ifWhatWaitsCounts);
      }
      return 1 / (1 + Math.exp(-odds));
    }

    private double evidence(NightTrial trial, int usage, boolean ifWhatWaitsCounts) {
      double f = Constants.FAILURE_OF_REQUIRED;
      double q = kept.rate();
      double passes = q * Constants.LUCK + (1 - q) * (1 - f);
      return switch (trial.mark(usage)) {
        case PASSED -> Math.log(passes / (1 - f));
        case FAILED -> Math.log((1 - passes) / f);
        case PENDING -> ifWhatWaitsCounts ? Math.log((1 - passes) / f) : 0;
        case DROPPED, VOID -> 0;
      };
    }

    /** Whether a usage needs it, or does not, so surely that it need not be tried again. */
    boolean isDecided(int usage, boolean ifWhatWaitsCounts) {
      double needed = needed(usage, ifWhatWaitsCounts);
      boolean shown = trials.stream().anyMatch(trial -> tells(trial, usage, ifWhatWaitsCounts));
      boolean turned = kept.needs().get(usage) ? needed <= Constants.STILL : isNeeded(needed);
      boolean stands = kept.needs().get(usage) ? isNeeded(needed) : needed <= Constants.STILL;
      return shown && (stands || (turned && twice(usage, ifWhatWaitsCounts)));
    }

    private static boolean isNeeded(double needed) {
      return needed >= 1 - Constants.STILL;
    }

    /** A change takes two trials, the last of which shows it. */
    private boolean twice(int usage, boolean ifWhatWaitsCounts) {
      List<NightTrial> telling =
          trials.stream().filter(trial -> tells(trial, usage, ifWhatWaitsCounts)).toList();
      return telling.size() >= Constants.PROOFS
          && (telling.get(telling.size() - 1).mark(usage) == Mark.PASSED)
              == kept.needs().get(usage);
    }

    private static boolean tells(NightTrial trial, int usage, boolean ifWhatWaitsCounts) {
      Mark mark = trial.mark(usage);
      return mark == Mark.PASSED
          || mark == Mark.FAILED
          || (ifWhatWaitsCounts && mark == Mark.PENDING);
    }

    /** The usages that rather need it, as it looks now. */
    BitSet needs() {
      BitSet needs = new BitSet();
      for (int j = 0; j < problem.usages(); j++) {
        needs.set(j, needed(j, true) > Constants.LIKELY);
      }
      return needs;
    }

    private BitSet undecided() {
      BitSet open = new BitSet();
      for (int j = 0; j < problem.usages(); j++) {
        open.set(j, !isDecided(j, true));
      }
      return open;
    }

    /** Whether a usage failed that did not need it: then the list may be to blame. */
    private boolean surprises() {
      return trials.stream().anyMatch(t -> !without(t.failed(true), kept.needs()).isEmpty());
    }
  }

  Rotation(Problem problem, Log log) {
    this.problem = problem;
    this.log = log;
  }

  void run(BitSet list) {
    problem.required().stream().limit(problem.rotation()).forEach(kept -> run(kept, list));
  }

  private void run(Problem.Kept kept, BitSet list) {
    Turn turn = new Turn(kept);
    turns.add(turn);
    BitSet open = turn.undecided();
    for (int i = 0; i < Constants.MOST_OF_ONE && !open.isEmpty(); i++) {
      BitSet blocked = turn.surprises() ? new BitSet() : (BitSet) list.clone();
      blocked.set(kept.destination());
      turn.trials().addAll(log.run(Kind.BLOCK, blocked, open));
      open = turn.undecided();
    }
  }

  List<Turn> turns() {
    return turns;
  }

  /** What the trials say of the list: that of usages that do not need what was blocked with it. */
  List<Seen> seen(BitSet list, boolean ifWhatWaitsCounts) {
    List<Seen> seen = new ArrayList<>();
    for (Turn turn : turns) {
      BitSet needs = turn.needs();
      for (NightTrial trial : turn.trials()) {
        BitSet blocked = trial.blocked();
        blocked.and(list);
        seen.add(
            new Seen(
                0,
                blocked,
                without(trial.usages(Mark.PASSED), needs),
                blocked.isEmpty()
                    ? new BitSet()
                    : without(trial.failed(ifWhatWaitsCounts), needs)));
      }
    }
    return seen;
  }

  private static BitSet without(BitSet usages, BitSet others) {
    BitSet left = (BitSet) usages.clone();
    left.andNot(others);
    return left;
  }
}
