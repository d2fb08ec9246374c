// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.engine.trial.TrialScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Shows, for usages that share trials, that they work, that their checks tell, and what they
 * contact.
 */
public final class Calibration {
  /** So many failed ones in a row, or one more in all, and the usage is not calibrated. */
  static final int MOST_FAILED_IN_A_ROW = 3;

  /** A nightly gate waits for an outage to end, and gives up after some five hours. */
  static final int MOST_FAILED_AT_A_GATE = 25;

  /** So many failed ones in a row are an outage. */
  private static final int MISSES_OF_AN_OUTAGE = 2;

  private static final Duration OUTAGE_PAUSE = Duration.ofMinutes(10);

  private final Trials trials;
  private final TrialScript script;
  private final boolean gate;
  private final List<State> states;

  /**
   * @param gate whether what is known is only looked at again: then one control trial has to pass
   */
  Calibration(List<Usage> usages, Trials trials, TrialScript script, boolean gate) {
    this.trials = trials;
    this.script = script;
    this.gate = gate;
    this.states = usages.stream().map(State::new).toList();
  }

  /** Runs the trials. */
  List<Calibrated> run() {
    showThatTheyWorkAndTell();
    List<State> again = states.stream().filter(this::learn).toList();
    if (!again.isEmpty()) {
      showThatTheyWorkAndTell();
    }
    Set<Destination> contacted = new TreeSet<>();
    states.forEach(state -> contacted.addAll(state.destinations));
    contacted.addAll(lookedUp());
    if (!contacted.isEmpty() && !gate) {
      repeat(TrialPurpose.BLOCK, contacted, state -> !state.isolatedTried, this::isolated);
    }
    return states.stream().map(State::result).toList();
  }

  private Set<Destination> lookedUp() {
    List<TrialRecord> free = trials.records().stream().filter(t -> t.blocked().isEmpty()).toList();
    Set<Destination> names = new TreeSet<>();
    LookUps.in(free).forEach(name -> names.add(LookUps.destination(name)));
    return names;
  }

  private void showThatTheyWorkAndTell() {
    repeat(TrialPurpose.CONTROL, Set.of(), this::needsControl, this::control);
    repeat(TrialPurpose.NO_ACTION, Set.of(), state -> !state.blind, this::noAction);
  }

  /**
   * Sets the limits of a usage's screens; true if its trials must be repeated with them, because
   * the usual setting took true screens for false ones, or the other way round.
   */
  private boolean learn(State state) {
    ScreenSpread screens = state.screens();
    trials.calibrate(state.usage, screens.limits());
    if (state.doubt.isEmpty() || !state.failure.isEmpty()) {
      return false;
    }
    Optional<String> overlap = screens.overlap();
    if (overlap.isPresent()) {
      state.fail(state.doubt + "; " + overlap.get());
      return false;
    }
    state.again();
    return true;
  }

  private void repeat(
      TrialPurpose purpose, Set<Destination> blocked, Predicate<State> open, Step step) {
    Set<DestinationPattern> patterns = new TreeSet<>();
    blocked.forEach(destination -> patterns.add(destination.exactly()));
    List<State> left = open(open);
    while (!left.isEmpty()) {
      List<Usage> usages = left.stream().map(state -> state.usage).toList();
      TrialRecord trial =
          trials.run(new TrialRequest(purpose, patterns, usages, pause(left)), script);
      left.forEach(state -> take(state, trial, step));
      left = open(open);
    }
  }

  private boolean needsControl(State state) {
    return state.passes < (gate ? 1 : CalibrationResult.CONTROLS) && state.doubt.isEmpty();
  }

  private Duration pause(List<State> left) {
    boolean outage = gate && left.stream().anyMatch(s -> s.failuresInARow >= MISSES_OF_AN_OUTAGE);
    return outage ? OUTAGE_PAUSE : Duration.ZERO;
  }

  private boolean failsTooOften(State state) {
    return gate
        ? state.failuresInARow >= MOST_FAILED_AT_A_GATE
        : state.failuresInARow >= MOST_FAILED_IN_A_ROW || state.failures > MOST_FAILED_IN_A_ROW;
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
    if (failsTooOften(state)) {
      state.telling = trial.number();
      state.failOrLearn(often, state.controls.stream().allMatch(t -> doubtful(state, t)));
    }
  }

  private static boolean doubtful(State state, TrialRecord trial) {
    return ScreenSpread.doubtful(trial, state.usage);
  }

  private void noAction(State state, TrialRecord trial, UsageOutcome outcome) {
    state.blind = true;
    state.others.add(trial.number());
    state.without.add(trial);
    if (outcome.outcome() == Outcome.PASSED) {
      state.telling = trial.number();
      state.failOrLearn(
          "the check of %s proves nothing: it passed in trial %d with the action left out; compare the app with something that only the action brings about"
              .formatted(state.usage, trial.number()),
          !outcome.screens().isEmpty());
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
  public record Calibrated(
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

    /** Why it is not calibrated, unless limits of its own for its screens help; empty if it is. */
    private String doubt = "";

    private final List<TrialRecord> without = new ArrayList<>();
    private boolean learnt;

    State(Usage usage) {
      this.usage = usage;
    }

    void failOrLearn(String reason, boolean byPictures) {
      if (byPictures && !learnt) {
        doubt = doubt.isEmpty() ? reason : doubt;
      } else {
        fail(reason);
      }
    }

    /**
     * What passed shows true screens; if nothing did, what a check by pictures kept from it. One of
     * those may have failed for another reason: it is left out if the others then agree. The trials
     * are repeated with the limits anyway.
     */
    ScreenSpread screens() {
      ScreenSpread all = screensBut(null);
      return all.overlap().isEmpty()
          ? all
          : controls.stream()
              .map(this::screensBut)
              .filter(screens -> screens.overlap().isEmpty())
              .findFirst()
              .orElse(all);
    }

    private ScreenSpread screensBut(@Nullable TrialRecord odd) {
      ScreenSpread screens = new ScreenSpread(usage);
      controls.stream()
          .filter(trial -> !trial.equals(odd) && (passes == 0 || trial.passed(usage)))
          .forEach(screens::add);
      without.forEach(screens::add);
      return screens;
    }

    /** Begins anew, with limits of its own. */
    void again() {
      learnt = true;
      doubt = "";
      passes = 0;
      failures = 0;
      failuresInARow = 0;
      telling = 0;
      blind = false;
      controls.forEach(trial -> others.add(trial.number()));
      controls.clear();
      destinations.clear();
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
