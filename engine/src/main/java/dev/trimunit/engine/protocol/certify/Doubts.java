// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.BitSet;
import java.util.List;

/**
 * What was decided about usages that fail by themselves more often than was assumed is looked at
 * again, at the end: the destination alone, each time between two control trials. A failure counts
 * only if both pass, so that what fails for a while by itself does not count. What cannot be told
 * then stays undecided.
 */
final class Doubts {
  /** So often a destination is tried alone. */
  private static final int MOST_TRIALS = 14;

  /** Doubtful is what is so much less certain than demanded. */
  private static final double MARGIN = 2;

  /** So often it must have worked to be taken for one that is not needed now and then either. */
  private static final int PASSES = 3;

  /**
   * Of what such a usage was told to need, so much was not needed where devices failed in up to
   * half of their uses (measured, docs/measurements/protocols.md): no such verdict claims less.
   * What it was told not to need, it never did.
   */
  private static final double MEASURED_ERROR = 0.2;

  private final Constants constants;
  private final TrialLog trialLog;
  private final SetTrials setTrials;
  private final Problem problem;
  private final List<Candidate> candidates;

  /** The number of the first trial of this. */
  private int from = Integer.MAX_VALUE;

  Doubts(
      Constants constants,
      Problem problem,
      TrialLog trialLog,
      SetTrials setTrials,
      List<Candidate> candidates) {
    this.constants = constants;
    this.problem = problem;
    this.trialLog = trialLog;
    this.setTrials = setTrials;
    this.candidates = candidates;
  }

  /** Looks at all that is doubtful. */
  void resolve() {
    try {
      lookAgain();
    } finally {
      candidates.forEach(this::admit);
    }
  }

  private void lookAgain() {
    from = trialLog.log().stream().mapToInt(Trial::number).max().orElse(0) + 1;
    for (Candidate candidate : List.copyOf(candidates)) {
      for (List<Integer> group : problem.groups()) {
        List<Integer> doubtful =
            trialLog.kept(group).stream().filter(usage -> isDoubtful(candidate, usage)).toList();
        if (!doubtful.isEmpty() && !candidate.abandoned()) {
          trialLog.allow(MOST_TRIALS * 4);
          resolve(candidate, doubtful);
        }
      }
    }
  }

  private void admit(Candidate candidate) {
    for (int usage = 0; usage < problem.usages(); usage++) {
      boolean isNeeded =
          switch (candidate.standing(usage)) {
            case REQUIRED, INTERMITTENT, ALTERNATIVE -> true;
            case OPEN, FINE -> false;
          };
      if (isNeeded && (failsByItself(usage, candidate) || carriesOver(usage))) {
        double error = Math.max(MEASURED_ERROR, candidate.error(usage));
        candidate.stand(usage, candidate.standing(usage), error);
      }
    }
  }

  private boolean failsByItself(int usage, Candidate candidate) {
    Flakiness flakiness = flakiness(usage, candidate.number());
    return flakiness.isHigh() || (flakiness.failed() > 3 && of(usage).failsInARow());
  }

  private boolean isDoubtful(Candidate candidate, int usage) {
    if (!failsByItself(usage, candidate)) {
      return false;
    }
    Flakiness flakiness = flakiness(usage, candidate.number());
    return switch (candidate.standing(usage)) {
      case REQUIRED ->
          flakiness.notNeeded(
                  failedAlone(candidate, usage, flakiness),
                  of(usage).passedAlone(candidate.number()))
              > MARGIN * constants.error();
      case INTERMITTENT, ALTERNATIVE -> true;
      case OPEN, FINE -> false;
    };
  }

  private void resolve(Candidate candidate, List<Integer> doubtful) {
    BitSet alone = new BitSet();
    alone.set(candidate.number());
    List<Integer> open = doubtful;
    for (int i = 0; i < MOST_TRIALS && !open.isEmpty() && !candidate.abandoned(); i++) {
      setTrials.checked(alone, trialLog.kept(open));
      open = trialLog.kept(open).stream().filter(usage -> !isTold(candidate, usage)).toList();
    }
    doubtful.forEach(usage -> tell(candidate, usage));
  }

  private InOrder of(int usage) {
    return new InOrder(trialLog.log(), usage);
  }

  private double notNeeded(Candidate candidate, int usage) {
    InOrder trials = of(usage);
    int late = trials.recoversLate(from) ? 1 : 0;
    return flakiness(usage, candidate.number())
        .notNeeded(
            trials.failedBetweenPasses(candidate.number(), late),
            trials.passedAlone(candidate.number()));
  }

  private boolean isTold(Candidate candidate, int usage) {
    double notNeeded = notNeeded(candidate, usage);
    return notNeeded <= constants.error() || isFine(candidate, usage, notNeeded);
  }

  private boolean isFine(Candidate candidate, int usage, double notNeeded) {
    return notNeeded >= 1 - constants.error()
        && of(usage).passedAlone(candidate.number()) >= PASSES;
  }

  private void tell(Candidate candidate, int usage) {
    double notNeeded = notNeeded(candidate, usage);
    boolean wasRequired = candidate.standing(usage) == Standing.REQUIRED;
    if (notNeeded <= constants.error()) {
      candidate.stand(usage, Standing.REQUIRED, notNeeded);
    } else if (wasRequired && isFine(candidate, usage, notNeeded)) {
      candidate.stand(usage, Standing.FINE, 1 - notNeeded);
    } else {
      candidate.stand(usage, Standing.OPEN, 1);
      candidate.doubt(usage, flakiness(usage, candidate.number()));
    }
  }

  /**
   * How often a usage fails by itself, without the trials of a destination that is asked about. Of
   * control trials in a row only the first counts: the others were run because it failed, and an
   * outage would count as many.
   */
  private Flakiness flakiness(int usage, int but) {
    int failed = problem.failed()[usage];
    int trials = problem.controls()[usage] + failed;
    boolean late = of(usage).recoversLate(from);
    Mark before = Mark.PASSED;
    boolean blockedBefore = false;
    for (Trial trial : of(usage).trials()) {
      Mark mark = trial.mark(usage);
      boolean control = trial.asked().isEmpty();
      boolean repeated = before != Mark.PASSED && (!blockedBefore || late);
      if (mark != Mark.PENDING && !repeated && (control || isFineWithout(trial, usage, but))) {
        trials++;
        failed += mark == Mark.PASSED ? 0 : 1;
      }
      before = mark == Mark.PENDING ? before : mark;
      blockedBefore = mark == Mark.PENDING ? blockedBefore : !control;
    }
    return new Flakiness(failed, trials);
  }

  private boolean isFineWithout(Trial trial, int usage, int but) {
    return !trial.asked().get(but)
        && trial.asked().stream().allMatch(i -> candidates.get(i).standing(usage) == Standing.FINE);
  }

  private boolean carriesOver(int usage) {
    return of(usage).carriedOver() >= 2;
  }

  /**
   * Where failures come in a row, also with nothing blocked, those in a row are one; and where a
   * failure breaks the next trial too, only those count that come after a pass.
   */
  private int failedAlone(Candidate candidate, int usage, Flakiness flakiness) {
    InOrder trials = of(usage);
    if (carriesOver(usage)) {
      return trials.failedAfterPasses(candidate.number());
    }
    return trials.failsInARow() || flakiness.failed() > 1
        ? trials.rowsOfFailures(candidate.number())
        : candidate.failedAlone(usage);
  }
}
