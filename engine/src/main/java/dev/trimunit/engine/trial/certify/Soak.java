// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial.certify;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * Blocks the whole accepted set again and again, until it is improbable that it hides a dependency.
 * How often depends on how many members it has, how they were tested, and on whether the device was
 * found to have such dependencies.
 */
final class Soak {
  private static final double REFUTED = 0.9;
  private static final double PRIOR_WEIGHT = 20;
  private final Constants constants;
  private final Conduct conduct;
  private final Window window;
  private final Noise noise;
  private final Tests tests;
  private final List<Candidate> candidates;
  private final List<List<Integer>> groups;

  Soak(
      Constants constants,
      Conduct conduct,
      Window window,
      Noise noise,
      Tests tests,
      List<Candidate> candidates,
      List<List<Integer>> groups) {
    this.constants = constants;
    this.conduct = conduct;
    this.window = window;
    this.noise = noise;
    this.tests = tests;
    this.candidates = candidates;
    this.groups = groups;
  }

  /** What may be wrong with the accepted set for a usage. */
  Suspicion suspicion(int usage) {
    return new Suspicion(
        candidates, window.accepted(), noise, constants, usage, share(), conduct.log());
  }

  /** The expected share of intermittent ones rises with those that were found. */
  private double share() {
    long required = candidates.stream().filter(c -> c.stands(Standing.REQUIRED)).count();
    long found = candidates.stream().filter(c -> c.stands(Standing.INTERMITTENT)).count();
    return (PRIOR_WEIGHT * constants.hiddenShare() + found) / (PRIOR_WEIGHT + required + found);
  }

  /** Runs joint trials; returns the usage that the set breaks, if there is one. */
  OptionalInt soak() {
    BitSet accepted = window.accepted();
    boolean more = !accepted.isEmpty();
    while (more) {
      more = false;
      for (List<Integer> group : groups) {
        for (int usage : conduct.kept(group)) {
          if (suspicion(usage).probability() > REFUTED) {
            return OptionalInt.of(usage);
          }
        }
        List<Integer> doubtful = conduct.kept(group).stream().filter(this::doubtful).toList();
        if (!doubtful.isEmpty()) {
          more = true;
          tests.checked(accepted, doubtful);
        }
      }
    }
    return OptionalInt.empty();
  }

  private boolean doubtful(int usage) {
    return conduct.log().stream()
            .noneMatch(t -> t.mark(usage) == Mark.PASSED && t.covers(window.accepted()))
        || suspicion(usage).probability() > constants.jointError();
  }
}
