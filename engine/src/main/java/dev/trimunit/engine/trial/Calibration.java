// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Shows, for usages that share trials, that they work, that their checks tell, and what they
 * contact.
 */
final class Calibration {
  /** So many control trials must pass. */
  static final int CONTROLS = 3;

  /** So many failed ones in a row, or one more in all, and the usage is not calibrated. */
  static final int MOST_FAILED_IN_A_ROW = 3;

  private final Trials trials;
  private final TrialScript script;
  private final List<State> states;

  Calibration(List<Usage> usages, Trials trials, TrialScript script) {
    this.trials = trials;
    this.script = script;
    this.states = usages.stream().map(State::new).toList();
  }

  /** Runs the trials. */
  List<Calibrated> run() {
    repeat(TrialPurpose.CONTROL, Set.of(), state -> state.passes < CONTROLS, this::control);
    repeat(TrialPurpose.NO_ACTION, Set.of(), state -> !state.blind, this::noAction);
    Set<Destination> contacted = new TreeSet<>();
    states.forEach(state -> contacted.addAll(state.destinations));
    if (!contacted.isEmpty()) {
      repeat(TrialPurpose.BLOCK, contacted, state -> !state.isolatedTried, this::isolated);
    }
    return states.stream().map(State::result).toList();
  }

  private void repeat(
      TrialPurpose purpose, Set<Destination> blocked, Predicate<State> open, Step step) {
    Set<DestinationPattern> patterns = new TreeSet<>();
    blocked.forEach(destination -> patterns.add(destination.exactly()));
    List<State> left = open(open);
    while (!left.isEmpty()) {
      List<Usage> usages = left.stream().map(state -> state.usage).toList();
      TrialRecord trial = trials.run(new TrialRequest(purpose, patterns, usages), script);
      left.forEach(state -> take(state, trial, step));
      left = open(open);
    }
  }

  private void take(State state, TrialRecord trial, Step step) {
    trials.givenUp(state.usage).ifPresent(state::fail);
    if (trial.counts(state.usage) || trial.purpose() == TrialPurpose.BLOCK) {
      trial.outcome(state.usage).ifPresent(outcome -> step.take(state, trial, outcome));
    }
  }

  private List<State> open(Predicate<State> open) {
    return states.stream().filter(state -> state.failure.isEmpty()).filter(open).toList();
  }

  private void control(State state, TrialRecord trial, UsageOutcome outcome) {
    state.controls.add(trial);
    if (outcome.outcome() == Outcome.PASSED) {
      state.passes++;
      state.failuresInARow = 0;
      state.destinations.addAll(trial.contacted());
      return;
    }
    state.failures++;
    state.failuresInARow++;
    String often =
        "%s failed in %d of %d control trials, with nothing blocked; the last time: %s"
            .formatted(state.usage, state.failures, state.controls.size(), outcome.reason());
    if (state.failuresInARow >= MOST_FAILED_IN_A_ROW || state.failures > MOST_FAILED_IN_A_ROW) {
      state.fail(often);
      state.telling = trial.number();
    }
  }

  private void noAction(State state, TrialRecord trial, UsageOutcome outcome) {
    state.blind = true;
    state.others.add(trial.number());
    if (outcome.outcome() == Outcome.PASSED) {
      state.telling = trial.number();
      state.fail(
          "the check of %s proves nothing: it passed in trial %d with the action left out; compare the app with something that only the action brings about"
              .formatted(state.usage, trial.number()));
    }
  }

  private void isolated(State state, TrialRecord trial, UsageOutcome outcome) {
    state.isolatedTried = true;
    state.others.add(trial.number());
    state.isolated = trial.leaked() ? Outcome.VOID : outcome.outcome();
  }

  @FunctionalInterface
  private interface Step {
    void take(State state, TrialRecord trial, UsageOutcome outcome);
  }

  /**
   * What calibration has shown of a usage.
   *
   * @param result what people are told
   * @param controls its control trials that count
   * @param destinations what the device contacted in those that passed
   */
  record Calibrated(
      CalibrationResult result, List<TrialRecord> controls, SortedSet<Destination> destinations) {}

  private static final class State {
    private final Usage usage;
    private final List<TrialRecord> controls = new ArrayList<>();
    private final List<Integer> others = new ArrayList<>();
    private final SortedSet<Destination> destinations = new TreeSet<>();
    private int passes;
    private int failures;
    private int failuresInARow;
    private int telling;
    private boolean blind;
    private boolean isolatedTried;
    private Outcome isolated = Outcome.VOID;
    private String failure = "";

    State(Usage usage) {
      this.usage = usage;
    }

    void fail(String reason) {
      failure = failure.isEmpty() ? reason : failure;
    }

    Calibrated result() {
      Set<Integer> numbers = new LinkedHashSet<>();
      numbers.add(telling);
      controls.forEach(trial -> numbers.add(trial.number()));
      numbers.addAll(others);
      numbers.remove(0);
      CalibrationResult result =
          new CalibrationResult(usage, failure.isEmpty(), failure, List.copyOf(numbers), isolated);
      return new Calibrated(result, controls, destinations);
    }
  }
}
