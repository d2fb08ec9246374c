// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Blocks the whole list again and again, until it is improbable that it hides a dependency. How
 * often depends on how many members it has, how they were tested, and on whether the device was
 * found to have such dependencies.
 */
final class ListTrials {
  private static final double BROKEN = 0.9;
  private static final double PRIOR_WEIGHT = 20;
  private final Constants constants;
  private final TrialLog trialLog;
  private final Window window;
  private final Noise noise;
  private final SetTrials setTrials;
  private final List<Candidate> candidates;
  private final List<List<Integer>> groups;
  private @Nullable State known;
  private @Nullable Suspicion suspicion;

  /** All that a suspicion depends on. */
  private record State(BitSet listed, double share, int trials, int failures) {}

  ListTrials(
      Constants constants,
      TrialLog trialLog,
      Window window,
      Noise noise,
      SetTrials setTrials,
      List<Candidate> candidates,
      List<List<Integer>> groups) {
    this.constants = constants;
    this.trialLog = trialLog;
    this.window = window;
    this.noise = noise;
    this.setTrials = setTrials;
    this.candidates = candidates;
    this.groups = groups;
  }

  /** What may be wrong with the list. */
  Suspicion suspicion() {
    return suspicion(trialLog.log());
  }

  /** The same if the failures that still wait will count. */
  Suspicion view() {
    return suspicion(trialLog.view());
  }

  private Suspicion suspicion(List<Trial> log) {
    BitSet listed = (BitSet) window.listed().clone();
    int failures = log.stream().mapToInt(trial -> trial.usages(Mark.FAILED).size()).sum();
    State state = new State(listed, share(), log.size(), failures);
    Suspicion same = suspicion;
    if (same != null && state.equals(known)) {
      return same;
    }
    Suspicion fresh = new Suspicion(candidates, listed, noise, constants, usages(), share(), log);
    known = state;
    suspicion = fresh;
    return fresh;
  }

  private int usages() {
    return groups.stream().mapToInt(List::size).sum();
  }

  /** The expected share of intermittent ones rises with those that were found. */
  private double share() {
    long required = candidates.stream().filter(c -> c.stands(Standing.REQUIRED)).count();
    long found = candidates.stream().filter(c -> c.stands(Standing.INTERMITTENT)).count();
    return (PRIOR_WEIGHT * constants.hiddenShare() + found) / (PRIOR_WEIGHT + required + found);
  }

  /**
   * Runs joint trials; returns the usage that the set breaks, if there is one.
   *
   * @param newcomers whether a destination showed up that may belong to the set
   */
  OptionalInt untilSettled(BooleanSupplier newcomers) {
    while (!newcomers.getAsBoolean()) {
      Suspicion now = suspicion();
      OptionalInt broken = kept().filter(usage -> now.probability(usage) > BROKEN).findFirst();
      boolean tried = broken.isEmpty() && tryDoubtful(now);
      if (!tried && !setTrials.settle()) {
        return broken;
      }
    }
    return OptionalInt.empty();
  }

  /** One trial for each vantage whose usages are not sure; returns whether there was one. */
  private boolean tryDoubtful(Suspicion now) {
    boolean tried = false;
    for (List<Integer> group : groups) {
      List<Integer> doubtful =
          trialLog.kept(group).stream().filter(usage -> doubtful(now, usage)).toList();
      boolean everywhere = tryEverywhere(group);
      if (!everywhere && !doubtful.isEmpty()) {
        setTrials.patient(window.listed(), doubtful, group);
      }
      tried |= everywhere || !doubtful.isEmpty();
    }
    return tried;
  }

  /** A list that passes on every unit holds nothing that one of them needs. */
  private boolean tryEverywhere(List<Integer> group) {
    List<Integer> usages = trialLog.kept(group);
    BitSet lacking =
        window.listed().isEmpty()
            ? new BitSet()
            : trialLog.units().lackingPass(window.listed(), usages);
    if (!lacking.isEmpty()) {
      setTrials.on(lacking, window.listed(), usages);
    }
    return !lacking.isEmpty();
  }

  private IntStream kept() {
    return groups.stream().flatMap(group -> trialLog.kept(group).stream()).mapToInt(u -> u);
  }

  private boolean doubtful(Suspicion now, int usage) {
    return !window.listed().isEmpty()
        && (now.probability(usage) > constants.jointError(candidates.size())
            || passes(usage) < constants.passes());
  }

  private long passes(int usage) {
    return trialLog.log().stream()
        .filter(trial -> trial.mark(usage) == Mark.PASSED && trial.covers(window.listed()))
        .count();
  }
}
