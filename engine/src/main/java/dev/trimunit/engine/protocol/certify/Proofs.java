// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import dev.trimunit.engine.protocol.certify.Ask.Kind;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;

/** Makes every required destination fail alone, twice; what passes instead is looked at again. */
final class Proofs {
  private static final double PASS_PRIOR = 0.3;

  /** So often it failed alone on one unit: then it is no longer asked whether it does elsewhere. */
  private static final int MOST_PROOFS = 6;

  private final Constants constants;
  private final TrialLog trialLog;
  private final Controls controls;
  private final Window window;
  private final SetTrials setTrials;
  private final List<Candidate> candidates;
  private final List<List<Integer>> groups;
  private final Decisions decisions;

  Proofs(
      Constants constants,
      TrialLog trialLog,
      Controls controls,
      Window window,
      SetTrials setTrials,
      List<Candidate> candidates,
      List<List<Integer>> groups,
      Decisions decisions) {
    this.constants = constants;
    this.trialLog = trialLog;
    this.controls = controls;
    this.window = window;
    this.setTrials = setTrials;
    this.candidates = candidates;
    this.groups = groups;
    this.decisions = decisions;
  }

  /** Runs all proofs; returns whether something joined the list or is open again. */
  boolean prove() {
    boolean joined = false;
    boolean again = true;
    while (again) {
      again = false;
      for (Candidate candidate : List.copyOf(candidates)) {
        for (List<Integer> group : groups) {
          List<Integer> lacking = lacking(candidate, group);
          if (!lacking.isEmpty()) {
            again = true;
            joined |= failAlone(candidate, lacking);
          }
        }
      }
      controls.settle();
    }
    return joined;
  }

  private List<Integer> lacking(Candidate candidate, List<Integer> group) {
    if (candidate.abandoned()) {
      return List.of();
    }
    return trialLog.kept(group).stream()
        .filter(usage -> candidate.standing(usage) == Standing.REQUIRED)
        .filter(usage -> lacks(candidate, usage))
        .toList();
  }

  /** Of several units, two have to show it: what one alone shows may be due to that one. */
  private boolean lacks(Candidate candidate, int usage) {
    int failures = trialLog.waiting().failuresAlone(candidate, usage);
    return failures < constants.proofs()
        || (trialLog.units().several()
            && failures < MOST_PROOFS
            && trialLog.units().failedAlone(candidate, usage).cardinality() < 2);
  }

  private boolean failAlone(Candidate candidate, List<Integer> usages) {
    if (trialLog.waiting().controlIsDue(usages.size())) {
      controls.settle();
    }
    BitSet on = trialLog.units().lackingFailure(candidate, usages);
    Trial trial = trialLog.run(Kind.BLOCK, only(candidate), usages, Duration.ZERO, on);
    List<Integer> passed =
        trial.usages(Mark.PASSED).stream()
            .filter(usage -> trial.blocks(candidate.number()))
            .toList();
    if (!passed.isEmpty() && passed.containsAll(required(candidate))) {
      kept().forEach(usage -> candidate.stand(usage, Standing.OPEN, 1));
      decisions.join(candidate);
      return true;
    }
    passed.forEach(usage -> reconsider(candidate, usage));
    boolean fine = !passed.isEmpty() && window.mayAccept(candidate, kept());
    if (fine) {
      window.accept(candidate, constants.breakage(candidates.size()));
    }
    return fine;
  }

  private List<Integer> required(Candidate candidate) {
    return kept().stream().filter(u -> candidate.standing(u) == Standing.REQUIRED).toList();
  }

  private List<Integer> kept() {
    return groups.stream().flatMap(group -> trialLog.kept(group).stream()).toList();
  }

  private void reconsider(Candidate candidate, int usage) {
    controls.settle();
    double works = setTrials.works(only(candidate), usage, PASS_PRIOR);
    if (works > 0.5) {
      double together = together(candidate, usage, works);
      if (together > 0.5) {
        candidate.stand(usage, Standing.FINE, 1 - together);
      } else {
        candidate.stand(usage, Standing.ALTERNATIVE, Math.max(1 - works, together));
        kept().forEach(other -> tryTogether(candidate, other));
      }
    }
  }

  /** The chance that a usage works with the candidate and the list blocked. */
  private double together(Candidate candidate, int usage, double alone) {
    BitSet joint = (BitSet) window.listed().clone();
    joint.set(candidate.number());
    return joint.cardinality() == 1 ? alone : setTrials.works(joint, usage, 0.5);
  }

  private void tryTogether(Candidate candidate, int usage) {
    if (candidate.standing(usage) == Standing.FINE) {
      double together = together(candidate, usage, 1);
      if (together < 0.5) {
        candidate.stand(usage, Standing.ALTERNATIVE, Math.max(candidate.error(usage), together));
      }
    }
  }

  private static BitSet only(Candidate candidate) {
    BitSet only = new BitSet();
    only.set(candidate.number());
    return only;
  }
}
