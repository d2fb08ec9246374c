// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial.certify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes out of the accepted set what spoils it. */
final class Repair {
  private static final double AFTER_CULPRIT = 0.05;
  private static final double AFTER_NONE = 0.02;
  private static final double ALWAYS = 0.8;
  private static final double SURELY = 0.9;
  private static final double SAME_CULPRIT = 0.85;
  private static final double LEAST = 0.1;
  private static final double MOST = 0.9;
  private static final int MOST_ALONE = 40;
  private static final int MOST_TRIALS = 150;
  private final Constants constants;
  private final Conduct conduct;
  private final Window window;
  private final Noise noise;
  private final Tests tests;
  private final Soak soak;
  private final List<List<Integer>> groups;

  Repair(
      Constants constants,
      Conduct conduct,
      Window window,
      Noise noise,
      Tests tests,
      Soak soak,
      List<List<Integer>> groups) {
    this.constants = constants;
    this.conduct = conduct;
    this.window = window;
    this.noise = noise;
    this.tests = tests;
    this.soak = soak;
    this.groups = groups;
  }

  /**
   * Looks for what spoils the accepted set for a usage.
   *
   * @param contaminated the probability that something does
   */
  void reconcile(int usage, double contaminated) {
    Suspicion suspicion = soak.suspicion(usage);
    Reconciliation search = new Reconciliation(suspicion, noise, contaminated);
    List<Trial> trials = new ArrayList<>();
    while (search.open() && trials.size() < MOST_TRIALS && !conduct.lost(usage)) {
      int length = search.next();
      Trial trial = tests.checked(suspicion.prefix(length), conduct.kept(group(usage)));
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

  /** Does the culprit do it alone, with others, or was it another one? */
  private void unblock(int usage, Reconciliation.Found found, List<Trial> searched) {
    Candidate culprit = found.culprit();
    List<Integer> usages =
        conduct.kept(group(usage)).stream()
            .filter(other -> culprit.standing(other) == Standing.FINE)
            .toList();
    Map<Integer, RateTest> alone = new TreeMap<>();
    double prior = Math.max(LEAST, Math.min(MOST, found.alone()));
    usages.forEach(j -> alone.put(j, test(found, j == usage ? prior : prior * SAME_CULPRIT)));
    tryAlone(culprit, usage, alone);
    RateTest own = alone.getOrDefault(usage, test(found, prior));
    if (own.fails() > 0.5) {
      alone.forEach((j, test) -> failsAlone(culprit, j, test));
      unblock(culprit);
    } else if (found.rate() > ALWAYS) {
      culprit.stand(usage, Standing.ALTERNATIVE, Math.max(found.error(), own.fails()));
      usages.stream().filter(j -> j != usage).forEach(j -> shares(found, j, searched));
      unblock(culprit);
    }
    window.committed(usage).contaminated(AFTER_CULPRIT);
  }

  private RateTest test(Reconciliation.Found found, double prior) {
    return new RateTest(noise, Suspicion.rates(), found.weights(), prior);
  }

  private void tryAlone(Candidate culprit, int usage, Map<Integer, RateTest> tests) {
    BitSet only = only(culprit);
    for (int trials = 0; trials < MOST_ALONE && open(tests.get(usage)); trials++) {
      List<Integer> usages = conduct.kept(List.copyOf(tests.keySet()));
      if (!usages.contains(usage)) {
        return;
      }
      Trial trial = this.tests.checked(only, usages);
      usages.stream()
          .filter(j -> counts(trial, j))
          .forEach(j -> learn(tests, j, trial.mark(j) == Mark.PASSED));
    }
  }

  private static void learn(Map<Integer, RateTest> tests, int usage, boolean passed) {
    RateTest test = tests.get(usage);
    if (test != null) {
      test.learn(passed);
    }
  }

  private boolean open(@Nullable RateTest test) {
    double error = constants.error();
    return test != null && test.fails() > error && test.fails() < 1 - error;
  }

  private void failsAlone(Candidate culprit, int usage, RateTest test) {
    if (test.fails() > 0.5) {
      if (test.rate() > SURELY) {
        culprit.stand(usage, Standing.REQUIRED, 1 - test.fails());
      } else {
        culprit.failsNowAndThen(usage, test.rate(), 1 - test.fails());
      }
    }
  }

  private void unblock(Candidate culprit) {
    window.accepted().clear(culprit.number());
    for (int usage : groups.stream().flatMap(List::stream).toList()) {
      if (culprit.standing(usage) != Standing.FINE) {
        window.committed(usage).contaminated(AFTER_CULPRIT);
      }
    }
  }

  private void shares(Reconciliation.Found found, int usage, List<Trial> searched) {
    double shared = sharesCulprit(usage, found, searched);
    if (shared > 0.5) {
      found.culprit().stand(usage, Standing.ALTERNATIVE, 1 - shared);
    }
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
