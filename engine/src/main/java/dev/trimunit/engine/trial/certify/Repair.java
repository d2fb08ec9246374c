// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial.certify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Takes out of the accepted set what spoils it. */
final class Repair {
  private static final double AFTER_CULPRIT = 0.05;
  private static final double AFTER_NONE = 0.02;
  private static final double ALWAYS = 0.8;
  private static final double SAME_CULPRIT = 0.85;
  private static final int MOST_TRIALS = 150;
  private final Conduct conduct;
  private final Window window;
  private final Noise noise;
  private final Tests tests;
  private final List<Candidate> candidates;
  private final List<List<Integer>> groups;

  Repair(
      Conduct conduct,
      Window window,
      Noise noise,
      Tests tests,
      List<Candidate> candidates,
      List<List<Integer>> groups) {
    this.conduct = conduct;
    this.window = window;
    this.noise = noise;
    this.tests = tests;
    this.candidates = candidates;
    this.groups = groups;
  }

  /** Looks for what spoils the accepted set for a usage. */
  void reconcile(int usage) {
    List<Candidate> members =
        candidates.stream().filter(c -> window.accepted().get(c.number())).toList();
    double contaminated = window.committed(usage).contaminated();
    Reconciliation search = new Reconciliation(members, noise, usage, contaminated, conduct.log());
    List<Trial> trials = new ArrayList<>();
    while (search.open() && trials.size() < MOST_TRIALS && !conduct.lost(usage)) {
      int length = search.next();
      Trial trial = tests.checked(search.prefix(length), conduct.kept(group(usage)));
      trials.add(trial);
      if (counts(trial, usage)) {
        search.learn(length, trial.mark(usage) == Mark.PASSED);
      }
    }
    Optional<Reconciliation.Found> found = search.found();
    if (found.isPresent() && !conduct.lost(usage)) {
      unblock(usage, found.get(), trials);
    } else {
      window.committed(usage).contaminated(AFTER_NONE);
    }
  }

  private List<Integer> group(int usage) {
    return groups.stream().filter(group -> group.contains(usage)).findFirst().orElseThrow();
  }

  private static boolean counts(Trial trial, int usage) {
    return trial.mark(usage) == Mark.PASSED || trial.mark(usage) == Mark.FAILED;
  }

  private void unblock(int usage, Reconciliation.Found found, List<Trial> trials) {
    Candidate culprit = found.culprit();
    window.accepted().clear(culprit.number());
    judge(culprit, usage, found);
    window.committed(usage).contaminated(AFTER_CULPRIT);
    Standing standing = culprit.standing(usage);
    for (List<Integer> group : groups) {
      for (int other : conduct.kept(group)) {
        if (other != usage && culprit.standing(other) == Standing.FINE) {
          double shared = sharesCulprit(other, found, trials);
          if (shared > 0.5) {
            culprit.stand(other, standing, 1 - shared);
            window.committed(other).contaminated(AFTER_CULPRIT);
          }
        }
      }
    }
  }

  private void judge(Candidate culprit, int usage, Reconciliation.Found found) {
    double works =
        found.rate() > ALWAYS ? tests.works(only(culprit), usage, alonePrior(culprit, usage)) : 0;
    if (works > 0.5) {
      culprit.stand(usage, Standing.ALTERNATIVE, Math.max(found.error(), 1 - works));
    } else {
      culprit.stand(usage, Standing.INTERMITTENT, found.error());
    }
  }

  /** Passes with the culprit blocked among others speak for its working alone. */
  private double alonePrior(Candidate culprit, int usage) {
    long passes =
        conduct.log().stream()
            .filter(t -> t.blocks(culprit.number()) && t.mark(usage) == Mark.PASSED)
            .count();
    double odds = Math.pow(noise.ratio(true, 1), Math.min(passes, 1));
    return 1 / (1 + odds);
  }

  private static BitSet only(Candidate candidate) {
    BitSet only = new BitSet();
    only.set(candidate.number());
    return only;
  }

  /** The chance that a usage has the same trouble with the culprit, by the same trials. */
  private double sharesCulprit(int other, Reconciliation.Found found, List<Trial> trials) {
    double odds = SAME_CULPRIT / (1 - SAME_CULPRIT);
    for (Trial trial : trials) {
      if (counts(trial, other) && trial.covers(found.prefix())) {
        odds *= noise.ratio(trial.mark(other) == Mark.PASSED, found.rate());
      }
    }
    return odds / (1 + odds);
  }
}
