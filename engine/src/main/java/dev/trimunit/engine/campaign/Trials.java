// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.journal.Journal;
import dev.trimunit.engine.journal.JournalEntry;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.ScreenLimit;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Evidence;
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
import java.util.stream.Collectors;

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
  private final Set<DestinationPattern> leaky = new TreeSet<>();
  private boolean interrupted;
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
    this.seen = new SeenDestinations(notices);
  }

  /**
   * Runs one trial; for usages that were given up it says VOID without trying them.
   *
   * @throws CampaignStopped if no further trial is to be had
   */
  TrialRecord run(TrialRequest request, TrialScript script) {
    requireGoing();
    List<Usage> alive =
        request.usages().stream().filter(usage -> givenUp(usage).isEmpty()).toList();
    if (alive.isEmpty() && !request.usages().isEmpty()) {
      return withGivenUp(request, untried(bench.device().id(), bench.clock().now(), request));
    }
    return withGivenUp(request, heldIfPossible(request.of(alive), script));
  }

  private TrialRecord heldIfPossible(TrialRequest request, TrialScript script) {
    boolean strong = request.blocked().stream().anyMatch(leaky::contains);
    TrialRecord trial =
        next(request, script, strong ? Gateway.Strength.STRONG : Gateway.Strength.NORMAL);
    if (strong || !trial.leaked()) {
      return trial;
    }
    List<BlockEvidence> leaks =
        trial.evidence().stream().filter(e -> e.evidence() == Evidence.LEAKED).toList();
    leaks.forEach(leak -> leaky.add(leak.pattern()));
    notices.accept(
        "Blocks leaked in trial %d and are strengthened: %s"
            .formatted(
                trial.number(),
                leaks.stream()
                    .map(leak -> leak.pattern() + " (" + leak.bypass() + ")")
                    .collect(Collectors.joining(", "))));
    requireGoing();
    return next(request, script, Gateway.Strength.STRONG);
  }

  private TrialRecord next(TrialRequest request, TrialScript script, Gateway.Strength strength) {
    int number = records.size() + 1;
    Optional<JournalEntry> kept = journal.at(number);
    if (kept.isPresent() && !kept.get().answers(request, strength)) {
      journal.forgetFrom(number);
      kept = Optional.empty();
    }
    TrialRecord trial =
        retelling.of(
            kept.map(JournalEntry::trial).orElseGet(() -> run(number, request, script, strength)));
    units.over(request, trial, kept.isEmpty());
    records.add(trial);
    seen.add(trial);
    voids.add(trial, kept.isEmpty());
    finished.accept(trial);
    voids.stop().ifPresent(this::stop);
    return trial;
  }

  private TrialRecord run(
      int number, TrialRequest request, TrialScript script, Gateway.Strength strength) {
    interrupted = true;
    units.catchUp(request);
    TrialRunner.Ran ran = perform(number, request, script, strength);
    TrialRecord trial = ran.trial();
    journal.append(new JournalEntry(request, strength, trial, newParties(trial), ran.rules()));
    tellLeftOut(trial, ran.leftOut());
    interrupted = false;
    return trial;
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

  /** What stops one trial stops them all: a step that is wrong will not be right in the next. */
  private TrialRunner.Ran perform(
      int number, TrialRequest request, TrialScript script, Gateway.Strength strength) {
    try {
      return units.runner(request).run(number, request, script, strength, seen.all());
    } catch (CampaignStopped stop) {
      stopped = String.valueOf(stop.getMessage());
      throw stop;
    }
  }

  /** Stands in for a trial that was not run. */
  public static TrialRecord untried(String device, Instant now, TrialRequest request) {
    return request.record(0, device, now, now, List.of());
  }

  private TrialRecord withGivenUp(TrialRequest request, TrialRecord trial) {
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

  private void requireGoing() {
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
    return stopped.isEmpty() && !interrupted && !cancelled.getAsBoolean();
  }

  /** Tries once more to remove blocks that could not be removed. */
  List<String> release() {
    return units.release();
  }
}
