// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.journal.Journal;
import dev.trimunit.engine.journal.JournalEntry;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.ScreenLimit;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.sharing.DeviceTurns;
import dev.trimunit.engine.trial.TrialRequest;
import dev.trimunit.engine.trial.TrialRunner;
import dev.trimunit.engine.trial.TrialScript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The trials of a campaign, in order: from the journal as long as it has them, then from the bench.
 * A trial whose block leaks is run again with a stronger one.
 */
public final class Trials {
  private final Bench bench;
  private final UnitPlaces units;
  private final Journal journal;
  private final VoidWatch voids;
  private final BooleanSupplier cancelled;
  private final Consumer<TrialRecord> finished;
  private final Consumer<TrialRecord> retold;
  private final Consumer<String> notices;
  private final List<TrialRecord> records = new ArrayList<>();
  private final SeenDestinations seen;
  private Retelling retelling = Retelling.NONE;
  private final Set<Destination> unattributed = new TreeSet<>();
  private final LeakyBlocks leaky;
  private final Set<Integer> unfinished = new TreeSet<>();
  private String stopped = "";
  private boolean toldOfTooMuch;
  private final int most;

  /** More than the longest campaigns of the paper's protocol; weeks with a device of its own. */
  static final int MOST = 50_000;

  Trials(
      Bench bench,
      Journal journal,
      CampaignSettings settings,
      DeviceTurns shared,
      Consumer<TrialRecord> finished,
      Consumer<TrialRecord> retold,
      Consumer<String> notices) {
    this(bench, journal, settings, shared, finished, retold, notices, MOST);
  }

  /** The same, with fewer trials. */
  Trials(
      Bench bench,
      Journal journal,
      CampaignSettings settings,
      DeviceTurns shared,
      Consumer<TrialRecord> finished,
      Consumer<TrialRecord> retold,
      Consumer<String> notices,
      int most) {
    this.most = most;
    this.bench = bench;
    this.units = new UnitPlaces(bench.units(), settings, shared);
    this.journal = journal;
    this.voids = new VoidWatch(settings.voids());
    this.cancelled = settings.cancelled();
    this.finished = finished;
    this.retold = retold;
    this.notices = notices;
    this.leaky = new LeakyBlocks(notices);
    this.seen = new SeenDestinations(notices);
  }

  /**
   * Runs one trial; for usages that were given up it says VOID without trying them.
   *
   * @throws CampaignStopped if no further trial is to be had
   */
  TrialRecord run(TrialRequest request, TrialScript script) {
    requireGoing();
    List<Usage> alive = alive(request);
    if (alive.isEmpty() && !request.usages().isEmpty()) {
      return untried(request);
    }
    return withGivenUp(request, heldIfPossible(request.of(alive), script));
  }

  /** Whether several units have trials under way at once. */
  boolean areAtOnce() {
    return units.atOnce();
  }

  /** The usages of a trial that are not given up. */
  List<Usage> alive(TrialRequest request) {
    return request.usages().stream().filter(usage -> givenUp(usage).isEmpty()).toList();
  }

  /** Stands in for a trial of which all usages were given up. */
  TrialRecord untried(TrialRequest request) {
    return withGivenUp(request, untried(bench.device().id(), bench.clock().now(), request));
  }

  private TrialRecord heldIfPossible(TrialRequest request, TrialScript script) {
    Next usual = next(last() + 1, request, leaky.strength(request));
    TrialRecord trial = performed(usual, script);
    if (!leaky.hasToBeStronger(usual.strength(), trial)) {
      return trial;
    }
    requireGoing();
    return performed(next(last() + 1, request, Gateway.Strength.STRONG), script);
  }

  /**
   * A trial that is asked for.
   *
   * @param kept what an earlier run's journal has of it
   */
  record Next(
      int number, TrialRequest request, Gateway.Strength strength, Optional<JournalEntry> kept) {}

  /** What runs a trial; in any thread. */
  interface Run {
    TrialRunner.Ran perform();
  }

  /** The number of the last trial; 0 if there was none. */
  int last() {
    return records.isEmpty() ? 0 : records.get(records.size() - 1).number();
  }

  /** The trial of a number, from the journal if that has the same. */
  Next next(int number, TrialRequest request, Gateway.Strength strength) {
    Optional<JournalEntry> kept = journal.at(number);
    if (kept.isPresent() && !kept.get().answers(request, strength)) {
      journal.forgetFrom(number);
      kept = Optional.empty();
    }
    return new Next(number, request, strength, kept);
  }

  private TrialRecord performed(Next next, TrialScript script) {
    if (next.kept().isPresent()) {
      return over(next, null);
    }
    begins(next);
    TrialRunner.Ran ran;
    try {
      ran = prepared(next, script).perform();
    } catch (RuntimeException | Error e) {
      throw failed(e);
    }
    return over(next, ran);
  }

  /** The blocks that leaked. */
  LeakyBlocks leaky() {
    return leaky;
  }

  /** A trial is about to be run. */
  void begins(Next next) {
    unfinished.add(next.number());
    units.catchUp(next.request());
  }

  /** Gathers what running a trial needs to know of the others. */
  Run prepared(Next next, TrialScript script) {
    Set<Destination> known = seen.all();
    TrialRunner runner = units.runner(next.request());
    return () -> runner.run(next.number(), next.request(), script, next.strength(), known);
  }

  /** Which of the trials that a journal has ended before which. */
  int ended(Next next) {
    return journal.position(next.number());
  }

  /**
   * A trial is over: it is kept, counted and told.
   *
   * @param ran how it went; null if an earlier run kept it
   */
  TrialRecord over(Next next, TrialRunner.@Nullable Ran ran) {
    TrialRecord trial =
        retelling.of(ran == null ? next.kept().orElseThrow().trial() : kept(next, ran));
    units.over(next.request(), trial, ran != null);
    int place = records.size();
    while (place > 0 && records.get(place - 1).number() > trial.number()) {
      place--;
    }
    records.add(place, trial);
    seen.add(trial);
    voids.add(trial, ran != null);
    finished.accept(trial);
    voids.stop().ifPresent(this::stop);
    return trial;
  }

  private TrialRecord kept(Next next, TrialRunner.Ran ran) {
    TrialRecord trial = ran.trial();
    journal.append(
        new JournalEntry(next.request(), next.strength(), trial, newParties(trial), ran.rules()));
    tellLeftOut(trial, ran.leftOut());
    unfinished.remove(next.number());
    return trial;
  }

  /** What stops one trial stops them all: a step that is wrong will not be right in the next. */
  RuntimeException failed(Throwable thrown) {
    if (thrown instanceof CampaignStopped stop) {
      stopped = String.valueOf(stop.getMessage());
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
  }

  private void tellLeftOut(TrialRecord trial, String leftOut) {
    if (!leftOut.isEmpty() && !toldOfTooMuch) {
      toldOfTooMuch = true;
      notices.accept(
          "Trial %d shows more than a campaign can hold: %s are in its capture only, and likewise in later trials"
              .formatted(trial.number(), leftOut));
    }
  }

  /** Who runs what is new. */
  private List<JournalEntry.KnownParty> newParties(TrialRecord trial) {
    Set<Destination> unknown = seen.newIn(retelling.of(trial));
    unknown.addAll(unattributed);
    unattributed.clear();
    return unknown.stream()
        .map(destination -> new JournalEntry.KnownParty(destination, bench.party(destination)))
        .toList();
  }

  /**
   * What a calibration up to a trial has shown of the names that a device changes, or only looks
   * up.
   */
  void learnNames(int upTo) {
    adopt(retelling.learning(records.stream().filter(t -> t.number() <= upTo).toList()));
  }

  /**
   * What the trials have shown of names that stand in for each other; whether that is new.
   *
   * @param settled whether a destination has a verdict
   */
  boolean learnStandIns(Predicate<Destination> settled) {
    return adopt(retelling.learning(seen.all(), seen.fallbacks(), settled));
  }

  private boolean adopt(Retelling learnt) {
    Retelling before = retelling;
    if (learnt == before) {
      return false;
    }
    retelling = learnt;
    retelling.sentences(before).forEach(notices);
    unattributed.addAll(retelling.destinations());
    records.replaceAll(retelling::of);
    seen.retell(records);
    records.forEach(retold);
    return true;
  }

  Retelling retelling() {
    return retelling;
  }

  /** Stands in for a trial that was not run. */
  public static TrialRecord untried(String device, Instant now, TrialRequest request) {
    return request.record(0, device, now, now, List.of());
  }

  TrialRecord withGivenUp(TrialRequest request, TrialRecord trial) {
    List<UsageOutcome> outcomes = new ArrayList<>(trial.outcomes());
    for (Usage usage : request.usages()) {
      if (trial.outcome(usage).isEmpty()) {
        outcomes.add(TrialRunner.voided(usage, givenUp(usage).orElse("")));
      }
    }
    return outcomes.size() == trial.outcomes().size() ? trial : trial.withOutcomes(outcomes);
  }

  /**
   * Does a part of the campaign. When there is no more memory, this device has used it up or is the
   * one that found none: it stops, and lets go of what it was doing; the others may go on.
   *
   * @throws CampaignStopped when there is no more memory
   */
  <T> T sparing(Supplier<T> part) {
    try {
      return part.get();
    } catch (OutOfMemoryError e) {
      stop(
          "No more memory (%s; the run has %d MiB, see -Xmx): nothing more is tried with %s after trial %d"
              .formatted(
                  e.getMessage(),
                  Runtime.getRuntime().maxMemory() >> 20,
                  bench.device().id(),
                  records.size()));
      throw e;
    }
  }

  void requireGoing() {
    if (stopped.isEmpty() && cancelled.getAsBoolean()) {
      stop("The run was cancelled after %d trials".formatted(records.size()));
    }
    if (stopped.isEmpty() && records.size() >= most) {
      stop(
          "This campaign has had %,d trials, and is not at its end: ask for less of it (trimunit.functionality, .vantage, .destination), or choose another protocol"
              .formatted(records.size()));
    }
    if (!stopped.isEmpty()) {
      throw new CampaignStopped(stopped);
    }
  }

  private void stop(String sentence) {
    stopped = sentence;
    throw new CampaignStopped(sentence);
  }

  /** Why nothing more is tried with a usage. */
  Optional<String> givenUp(Usage usage) {
    return voids.givenUp(usage);
  }

  /** Tells the app what calibration has shown of its screens. */
  void calibrate(Usage usage, List<ScreenLimit> limits) {
    if (!limits.isEmpty()) {
      units.calibrate(usage, limits);
    }
  }

  /** The trials so far. */
  List<TrialRecord> records() {
    return records;
  }

  /** How long the device is without power from now on, in trials that do not say. */
  void usualOff(Duration time) {
    units.usualOff(time);
  }

  /** What the device was seen to contact. */
  SeenDestinations seen() {
    return seen;
  }

  /**
   * Whether all trials that were asked for are over; else the journal waits for a run that goes on.
   */
  boolean complete() {
    return stopped.isEmpty() && unfinished.isEmpty() && !cancelled.getAsBoolean();
  }

  /** Tries once more to remove blocks that could not be removed. */
  List<String> release() {
    return units.release();
  }
}
