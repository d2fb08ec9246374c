// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.ObservationBuilder;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.TrialRecordBuilder;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** An oracle that looks its answers up in functions and remembers what it was asked. */
public final class TableLab implements TrialOracle {
  private final List<TrialRequest> requests = new ArrayList<>();
  private final List<TrialRecord> records = new ArrayList<>();
  private BiFunction<Set<Destination>, Usage, Outcome> outcomes =
      (blocked, usage) -> Outcome.PASSED;
  private Function<Integer, String> bypass = number -> "";
  private Function<Set<Destination>, Set<Destination>> contacts = blocked -> blocked;
  private Predicate<Destination> exercised = destination -> true;
  private int most = Integer.MAX_VALUE;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** Answers by what is blocked and which usage is tried. */
  public TableLab answering(BiFunction<Set<Destination>, Usage, Outcome> table) {
    outcomes = table;
    return this;
  }

  /** The trials, by number, whose blocks leak, and how. */
  public TableLab leaking(Function<Integer, String> how) {
    bypass = how;
    return this;
  }

  /** What the device contacts when this is blocked. */
  public TableLab contacting(Function<Set<Destination>, Set<Destination>> table) {
    contacts = table;
    return this;
  }

  /** The device never tries what is blocked. */
  public TableLab neverExercised() {
    return exercising(destination -> false);
  }

  /** The device tries these only of what is blocked. */
  public TableLab exercising(Predicate<Destination> tried) {
    exercised = tried;
    return this;
  }

  /** Stops the campaign after so many trials. */
  public TableLab stoppingAfter(int trials) {
    most = trials;
    return this;
  }

  public List<TrialRequest> requests() {
    return requests;
  }

  public List<TrialRecord> records() {
    return records;
  }

  /** The lab's time. */
  public Instant now() {
    return now;
  }

  @Override
  public TrialRecord run(TrialRequest request) {
    if (records.size() == most) {
      throw new CampaignStopped("cancelled after " + most + " trials");
    }
    requests.add(request);
    now = now.plus(request.pause());
    Set<Destination> blocked =
        request.blocked().stream()
            .map(TableLab::only)
            .collect(Collectors.toCollection(TreeSet::new));
    List<UsageOutcome> results =
        request.usages().stream().map(u -> outcome(u, outcomes.apply(blocked, u))).toList();
    Instant start = now;
    now = start.plus(Duration.ofSeconds(300 + 75L * (request.usages().size() - 1)));
    TrialRecord record = record(request, results, start, contacts.apply(blocked));
    records.add(record);
    return record;
  }

  public static Destination only(DestinationPattern pattern) {
    return Destination.parse(pattern.toString().substring(1));
  }

  private static UsageOutcome outcome(Usage usage, Outcome outcome) {
    return new UsageOutcome(usage, outcome, outcome == Outcome.VOID ? "phone lost" : "", List.of());
  }

  private TrialRecord record(
      TrialRequest request, List<UsageOutcome> results, Instant start, Set<Destination> seen) {
    int number = records.size() + 1;
    String how = bypass.apply(number);
    List<BlockEvidence> evidence =
        request.blocked().stream()
            .map(
                p ->
                    BlockEvidence.of(
                        p, exercised.test(only(p)) ? 2 : 0, 0, how.isEmpty() ? 0 : 3, how))
            .toList();
    List<Observation> observations =
        seen.stream()
            .map(
                d ->
                    ObservationBuilder.stagedBuilder()
                        .destination(d)
                        .packetsSent(1)
                        .bytesSent(60)
                        .packetsReceived(0)
                        .bytesReceived(0)
                        .first(start)
                        .last(start)
                        .protocol("TCP")
                        .addresses(Set.of())
                        .serverNames(Set.of())
                        .build())
            .toList();
    return TrialRecordBuilder.builder(request.record(number, "bulb", start, now, results))
        .off(Duration.ofMinutes(2))
        .evidence(evidence)
        .observations(observations)
        .build();
  }
}
