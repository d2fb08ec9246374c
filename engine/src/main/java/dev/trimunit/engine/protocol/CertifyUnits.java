// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.protocol.certify.Ask;
import dev.trimunit.engine.protocol.certify.Certify;
import dev.trimunit.engine.protocol.certify.Constants;
import dev.trimunit.engine.protocol.certify.Course;
import dev.trimunit.engine.protocol.certify.Deviation;
import dev.trimunit.engine.protocol.certify.Units;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Has several units of a device work on one plan. Whenever a unit is free the plan is made anew,
 * from the trials so far: those under way count with their likely outcome, and what a wrong guess
 * was about is lost for the plan, not for the verdicts, which come from real outcomes only.
 */
final class CertifyUnits {
  /** So many trials on busy units are thought of to find one for a unit that is free. */
  private static final int MOST_GUESSES = 4;

  /** So many trials of what seems odd, and it is told even if it is not sure. */
  private static final int MOST_LOOKED_AT = 8;

  /** After so many trials units are compared. */
  private static final int COMPARED_AFTER = 4;

  private final Question question;
  private final KnownBefore known;
  private final Constants constants;
  private final boolean ownBrackets;
  private final Findings findings;
  private final UnitTrials trials;
  private Optional<Deviation> suspect = Optional.empty();
  private int lookedAt;

  CertifyUnits(
      Question question,
      KnownBefore known,
      Constants constants,
      Units units,
      TrialOracle oracle,
      Findings findings) {
    this.question = question;
    this.known = known;
    this.constants = constants.on(units.active().cardinality());
    this.ownBrackets = units.ownBrackets();
    this.findings = findings;
    this.trials = new UnitTrials(question, units, oracle, findings);
  }

  /** A plan that is made from the trials so far. */
  private static final class Plan {
    private final CertifyNames names;
    private final CertifyOracle oracle;
    private final Certify planner;

    Plan(
        Question question,
        KnownBefore known,
        Constants constants,
        Units units,
        TrialOracle trials,
        List<UnitTrials.Run> runs) {
      names = new CertifyNames(question, known);
      oracle = new CertifyOracle(question, names, trials);
      planner = new Certify(names.problem(), constants, new SoFar(runs, oracle), units);
    }
  }

  private Plan plan(List<UnitTrials.Run> runs) {
    BitSet active = trials.active();
    return new Plan(
        question, known, constants, new Units(active, ownBrackets), trials.oracle(), runs);
  }

  void settle() {
    try {
      settleAll();
    } catch (RuntimeException | Error e) {
      trials.leave(e);
      throw e;
    }
    trials.leave(null);
    Plan last = plan(trials.runs());
    new CertifyVerdicts(question, last.names, last.oracle, last.planner.settle()).tell(findings);
  }

  private void settleAll() {
    boolean open = true;
    while (open) {
      start();
      if (trials.underWay()) {
        trials.await();
        open = true;
        if (suspect.isPresent() || trials.over() % COMPARED_AFTER == 0) {
          compare();
        }
      } else {
        open = compare();
      }
    }
  }

  /** Gives units that are free something to do, as far as there is. */
  private void start() {
    if (ownBrackets) {
      trials.showThatUnitsWork();
    }
    suspect.ifPresent(this::lookAgain);
    List<UnitTrials.Run> thought = new ArrayList<>(trials.runs());
    int guesses = 0;
    while (!trials.free().isEmpty() && guesses < MOST_GUESSES) {
      Plan plan = plan(thought);
      Optional<Ask> next = plan.planner.next();
      if (next.isEmpty()) {
        return;
      }
      Ask ask = next.get();
      TrialRequest request = plan.oracle.request(ask);
      Optional<Integer> unit = trials.longestFree(ask);
      if (unit.isPresent()) {
        findings.expected(plan.planner.left());
        thought.add(trials.start(unit.get(), request));
      } else {
        thought.add(trials.thought(ask, request));
        guesses++;
      }
    }
  }

  /** What seems odd is tried on its unit until it is sure, or seems odd no more. */
  private void lookAgain(Deviation odd) {
    if (trials.free().get(odd.unit())) {
      lookedAt++;
      Plan plan = plan(trials.runs());
      plan.planner.next(); // It names what showed while other destinations were blocked.
      trials.start(
          odd.unit(),
          plan.oracle.request(
              new Ask(Ask.Kind.BLOCK, odd.half(), List.of(odd.usage()), Duration.ZERO)));
    }
  }

  /** Puts a unit aside that is not like the others; whether one seems so. */
  private boolean compare() {
    suspect = Optional.empty();
    if (trials.active().cardinality() < 2) {
      return false;
    }
    Plan plan = plan(trials.runs().stream().filter(UnitTrials.Run::isOver).toList());
    plan.planner.next();
    Optional<Deviation> found = plan.planner.deviation();
    if (found.isPresent() && (found.get().isSure() || lookedAt >= MOST_LOOKED_AT)) {
      new DeviationWords(plan.names, trials.active(), found.get()).tell(trials);
      lookedAt = 0;
    } else {
      suspect = found;
    }
    return found.isPresent();
  }

  /** Answers a plan from the trials so far, in the order in which they began. */
  private static final class SoFar implements Course {
    private final List<UnitTrials.Run> runs;
    private final CertifyOracle oracle;
    private int at;

    SoFar(List<UnitTrials.Run> runs, CertifyOracle oracle) {
      this.runs = List.copyOf(runs);
      this.oracle = oracle;
    }

    @Override
    public Optional<Told> next(Ask ask) {
      Optional<Told> told = Optional.empty();
      while (told.isEmpty() && at < runs.size()) {
        UnitTrials.Run run = runs.get(at);
        at++;
        told = tell(run, ask);
      }
      return told;
    }

    private Optional<Told> tell(UnitTrials.Run run, Ask ask) {
      return oracle
          .ask(run.request())
          .map(
              asked ->
                  new Told(
                      asked,
                      run.unit(),
                      run.isOver() ? oracle.answer(known(run), run.request().usages()) : null,
                      run.start(),
                      ask.isAnsweredBy(asked, run.unit())));
    }

    private static TrialRecord known(UnitTrials.Run run) {
      return run.record().orElseThrow();
    }

    @Override
    public List<Told> rest() {
      List<Told> rest = new ArrayList<>();
      while (at < runs.size()) {
        UnitTrials.Run run = runs.get(at);
        at++;
        oracle.ask(run.request()).flatMap(asked -> tell(run, asked)).ifPresent(rest::add);
      }
      return rest;
    }
  }
}
