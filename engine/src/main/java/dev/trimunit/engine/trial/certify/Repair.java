// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial.certify;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes out of the accepted set what spoils it. */
final class Repair {
  private static final double AFTER_NONE = 0.02;
  private static final double ALWAYS = 0.8;
  private static final double SURELY = 0.9;
  private static final double SAME_CULPRIT = 0.85;
  private static final double LEAST = 0.1;
  private static final double MOST = 0.9;
  private static final int MOST_TRIALS = 150;
  private static final int MOST_ALONE = 40;
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
    for (int t = 0; search.open() && t < MOST_TRIALS && !conduct.lost(usage); t++) {
      int length = search.next();
      Trial trial = tests.checked(suspicion.prefix(length), conduct.kept(group(usage)));
      if (counts(trial, usage)) {
        search.learn(length, trial.mark(usage) == Mark.PASSED);
      }
    }
    Optional<Reconciliation.Found> found = search.found();
    window.contaminated(usage, AFTER_NONE);
    if (found.isPresent() && !conduct.lost(usage)) {
      judge(usage, found.get());
    }
  }

  private List<Integer> group(int usage) {
    return groups.stream().filter(group -> group.contains(usage)).findFirst().orElseThrow();
  }

  private static boolean counts(Trial trial, int usage) {
    return trial.mark(usage) == Mark.PASSED || trial.mark(usage) == Mark.FAILED;
  }

  /** Does the culprit do it alone, with others, or was it another one? */
  private void judge(int usage, Reconciliation.Found found) {
    Candidate culprit = found.culprit();
    double prior = Math.max(LEAST, Math.min(MOST, found.alone()));
    Map<Integer, RateTest> alone = fresh(culprit, usage, found, prior);
    run(only(culprit), List.of(usage), alone);
    if (failsAlone(culprit, usage, alone)) {
      run(only(culprit), conduct.kept(List.copyOf(alone.keySet())), alone);
      alone.keySet().forEach(other -> failsAlone(culprit, other, alone));
      unblock(culprit);
    } else if (found.rate() > ALWAYS) {
      judgeTogether(usage, found);
    }
  }

  /** Do the members up to the culprit break it together? */
  private void judgeTogether(int usage, Reconciliation.Found found) {
    Candidate culprit = found.culprit();
    Map<Integer, RateTest> together = fresh(culprit, usage, found, 1 - found.error());
    together.computeIfPresent(usage, (j, test) -> solid(1 - found.error()));
    run(found.prefix(), List.of(usage), together);
    if (failsTogether(culprit, usage, together)) {
      run(found.prefix(), conduct.kept(List.copyOf(together.keySet())), together);
      together.keySet().forEach(other -> failsTogether(culprit, other, together));
      unblock(culprit);
    }
  }

  private Map<Integer, RateTest> fresh(
      Candidate culprit, int usage, Reconciliation.Found found, double prior) {
    Map<Integer, RateTest> fresh = new TreeMap<>();
    for (int other : groups.stream().flatMap(g -> conduct.kept(g).stream()).toList()) {
      if (culprit.standing(other) == Standing.FINE) {
        double chance = other == usage ? prior : prior * SAME_CULPRIT;
        fresh.put(other, new RateTest(noise, Suspicion.rates(), found.weights(), chance));
      }
    }
    return fresh;
  }

  private RateTest solid(double prior) {
    double least = Math.min(MOST, Math.max(LEAST, prior));
    return new RateTest(noise, new double[] {1}, new double[] {1}, least);
  }

  /** Tries a set until the tests of these usages are decided; others in the trial learn, too. */
  private void run(BitSet blocked, List<Integer> usages, Map<Integer, RateTest> tested) {
    for (List<Integer> group : groups) {
      List<Integer> open = open(group, usages, tested);
      for (int trials = 0; trials < MOST_ALONE && !open.isEmpty(); trials++) {
        List<Integer> all = conduct.kept(group).stream().filter(tested::containsKey).toList();
        Trial trial = tests.checked(blocked, usages.size() == 1 ? all : open);
        tested.forEach(
            (usage, test) -> {
              if (counts(trial, usage)) {
                test.learn(trial.mark(usage) == Mark.PASSED);
              }
            });
        open = open(group, usages, tested);
      }
    }
  }

  private List<Integer> open(
      List<Integer> group, List<Integer> usages, Map<Integer, RateTest> tested) {
    return conduct.kept(group).stream()
        .filter(usages::contains)
        .filter(usage -> tested.containsKey(usage) && !decided(tested.get(usage)))
        .toList();
  }

  private boolean decided(@org.jspecify.annotations.Nullable RateTest test) {
    return test == null
        || test.fails() <= constants.error()
        || test.fails() >= 1 - constants.error() && test.failed();
  }

  private boolean failsAlone(Candidate culprit, int usage, Map<Integer, RateTest> alone) {
    RateTest test = alone.get(usage);
    if (test == null || test.fails() <= 0.5) {
      return false;
    }
    if (!test.failed()) {
      culprit.stand(usage, Standing.OPEN, 1);
    } else if (test.rate() > SURELY) {
      culprit.stand(usage, Standing.REQUIRED, 1 - test.fails());
    } else {
      culprit.failsNowAndThen(usage, test.rate(), 1 - test.fails());
    }
    return true;
  }

  private boolean failsTogether(Candidate culprit, int usage, Map<Integer, RateTest> together) {
    RateTest test = together.get(usage);
    if (test == null || test.fails() <= 0.5 || !test.failed()) {
      return false;
    }
    culprit.stand(usage, Standing.ALTERNATIVE, 1 - test.fails());
    return true;
  }

  /** What was known about the accepted set was known about another set. */
  private void unblock(Candidate culprit) {
    window.forget(culprit);
    for (int usage : groups.stream().flatMap(List::stream).toList()) {
      double spoilt = window.accepted().isEmpty() ? 0 : soak.suspicion(usage).probability();
      window.contaminated(usage, spoilt);
    }
  }

  private static BitSet only(Candidate candidate) {
    BitSet only = new BitSet();
    only.set(candidate.number());
    return only;
  }
}
