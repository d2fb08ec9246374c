// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.protocol.certify.Ask;
import dev.trimunit.engine.protocol.certify.Units;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.engine.trial.TrialsAtOnce;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The trials of all units of a device: which are under way, which units are free, and which are put
 * aside.
 */
final class UnitTrials {
  /**
   * So many void trials in a row, and a unit is put aside: its phone, plug or tap is in trouble.
   */
  private static final int MOST_VOID = 5;

  /** So many control trials in a row in which something failed, and a unit is put aside. */
  private static final int MOST_FAILED = 20;

  /** So many in a row are an outage. */
  private static final int MISSES_OF_AN_OUTAGE = 2;

  private static final Duration OUTAGE_PAUSE = Duration.ofMinutes(10);

  private final Question question;
  private final TrialOracle oracle;
  private final Optional<TrialsAtOnce> atOnce;
  private final Findings findings;
  private final BitSet active;
  private final List<Run> runs = new ArrayList<>();
  private final Map<Integer, Unit> units = new TreeMap<>();
  private @Nullable Instant now;
  private int over;

  /**
   * A trial.
   *
   * @param unit on which unit, from 0
   * @param known what came of it; null if it is only thought of
   * @param isOver whether it has ended; else nobody may look at what came of it
   */
  record Run(
      int unit, TrialRequest request, @Nullable TrialRecord known, Instant start, boolean isOver) {
    Optional<TrialRecord> record() {
      return Optional.ofNullable(known);
    }
  }

  private static final class Unit {
    private @Nullable Instant free;
    private int voids;
    private int failedControls;
    private boolean busy;
  }

  UnitTrials(Question question, Units all, TrialOracle oracle, Findings findings) {
    this.question = question;
    this.oracle = oracle;
    this.atOnce = oracle.atOnce();
    this.findings = findings;
    this.active = (BitSet) all.active().clone();
    active.stream().forEach(unit -> units.put(unit, new Unit()));
    List<TrialRecord> controls = question.controls();
    now = controls.isEmpty() ? null : controls.get(controls.size() - 1).end();
    units.values().forEach(unit -> unit.free = now);
  }

  /** Those that are not put aside. */
  BitSet active() {
    return (BitSet) active.clone();
  }

  TrialOracle oracle() {
    return oracle;
  }

  /** The trials so far of these, in the order in which they began. */
  List<Run> runs() {
    return List.copyOf(runs);
  }

  /** How many are over. */
  int over() {
    return over;
  }

  boolean underWay() {
    return runs.stream().anyMatch(run -> !run.isOver());
  }

  /** Those that could begin a trial. */
  BitSet free() {
    BitSet free = active();
    units.forEach((number, unit) -> free.set(number, free.get(number) && !unit.busy));
    return free;
  }

  /** The free unit that may run a trial and has been free for longest. */
  Optional<Integer> longestFree(Ask ask) {
    return free().stream()
        .filter(ask::allows)
        .boxed()
        .min(Comparator.comparing((Integer unit) -> since(unit)).thenComparing(unit -> unit));
  }

  private Instant since(int unit) {
    Instant free = unit(unit).free;
    return free == null ? Instant.MIN : free;
  }

  private Unit unit(int number) {
    return units.computeIfAbsent(number, unknown -> new Unit());
  }

  /** Begins a trial; in a lab of virtual time it is over when its end has come. */
  Run start(int number, TrialRequest request) {
    Run run = atOnce.isPresent() ? begun(atOnce.get(), number, request) : virtual(number, request);
    unit(number).busy = true;
    runs.add(run);
    return run;
  }

  private Run virtual(int number, TrialRequest request) {
    Instant free = unit(number).free;
    Duration idle =
        now == null || free == null || free.isAfter(now)
            ? Duration.ZERO
            : Duration.between(free, now);
    TrialRecord record = oracle.run(request.after(request.pause().plus(idle)).on(number + 1));
    now = now == null ? record.start() : now;
    return new Run(number, request, record, record.start(), false);
  }

  /**
   * What is known of its beginning is known again when a run that was stopped goes on: when the
   * last trial ended that anybody has heard of.
   */
  private Run begun(TrialsAtOnce trials, int number, TrialRequest request) {
    trials.begin(request.on(number + 1));
    Instant start = now == null ? Instant.EPOCH : now;
    return new Run(number, request, null, start.plus(request.pause()), false);
  }

  /** A trial that a unit will run when it is free. */
  Run thought(Ask ask, TrialRequest request) {
    int unit = active.stream().filter(ask::allows).findFirst().orElse(active.nextSetBit(0));
    return new Run(unit, request, null, now == null ? Instant.EPOCH : now, false);
  }

  /** Waits for the next trial that ends. */
  void await() {
    if (atOnce.isPresent()) {
      awaitReal(atOnce.get());
    } else {
      Run first =
          runs.stream()
              .filter(run -> !run.isOver())
              .min(Comparator.comparing((Run run) -> run.record().orElseThrow().end()))
              .orElseThrow();
      over(first, first.record().orElseThrow());
    }
  }

  /** What ends on a unit that was put aside meanwhile is of no interest. */
  private void awaitReal(TrialsAtOnce trials) {
    Optional<Run> ended = Optional.empty();
    while (ended.isEmpty()) {
      TrialRecord record = trials.await().trial();
      ended =
          runs.stream().filter(run -> !run.isOver() && run.unit() == record.unit() - 1).findFirst();
      ended.ifPresent(run -> over(run, record));
    }
  }

  /**
   * Hears of all that are still under way; what they show was not asked for any more. After a
   * failure what else fails is told with it.
   */
  void leave(@Nullable Throwable failure) {
    while (atOnce.filter(TrialsAtOnce::underWay).isPresent()) {
      try {
        atOnce.get().await();
      } catch (RuntimeException | Error e) {
        if (failure == null) {
          failure = e;
        } else if (failure != e) {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
  }

  private void over(Run first, TrialRecord record) {
    runs.set(
        runs.indexOf(first), new Run(first.unit(), first.request(), record, first.start(), true));
    over++;
    now = now == null || atOnce.isEmpty() || record.end().isAfter(now) ? record.end() : now;
    Unit unit = unit(first.unit());
    unit.busy = false;
    unit.free = now;
    unit.failedControls =
        first.request().usages().stream().allMatch(record::passed) ? 0 : unit.failedControls;
    unit.voids = record.isVoid() ? unit.voids + 1 : 0;
    if (unit.voids >= MOST_VOID && active.cardinality() > 1) {
      putAside(
          first.unit(),
          "the lab could not tell in %d of its trials in a row; the last time: %s"
              .formatted(
                  unit.voids,
                  record.fault().isEmpty() ? record.outcomes().get(0).reason() : record.fault()));
    }
  }

  /** A failure counts between two successes of its unit: each begins with a control trial. */
  void showThatUnitsWork() {
    for (int number : free().stream().toArray()) {
      question.sharing(question.destinations().keySet()).stream()
          .map(group -> group.stream().filter(usage -> !passed(number, usage)).toList())
          .filter(group -> !group.isEmpty())
          .findFirst()
          .ifPresent(missing -> control(number, missing));
    }
  }

  private boolean passed(int number, Usage usage) {
    return question.controls().stream()
            .anyMatch(control -> number == Math.max(0, control.unit() - 1) && control.passed(usage))
        || runs.stream()
            .filter(run -> run.unit() == number && run.isOver())
            .anyMatch(run -> run.record().orElseThrow().passed(usage));
  }

  private void control(int number, List<Usage> usages) {
    Unit unit = unit(number);
    if (unit.failedControls >= MOST_FAILED && active.cardinality() > 1) {
      putAside(
          number,
          "%s did not work in %d control trials in a row, with nothing blocked"
              .formatted(usages.get(0), unit.failedControls));
      return;
    }
    boolean outage = unit.failedControls >= MISSES_OF_AN_OUTAGE;
    start(number, TrialRequest.control(usages).after(outage ? OUTAGE_PAUSE : Duration.ZERO));
    unit.failedControls++;
  }

  /** Nothing more is tried with a unit, and nothing that it showed counts. */
  void putAside(int number, String why) {
    findings.warned("Unit %d is put aside: %s".formatted(number + 1, why));
    active.clear(number);
    runs.removeIf(run -> run.unit() == number);
  }
}
