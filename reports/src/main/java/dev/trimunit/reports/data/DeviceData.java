// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.data;

import dev.trimunit.engine.campaign.SeenDestinations;
import dev.trimunit.engine.endurance.ClockMargins;
import dev.trimunit.engine.endurance.Endured;
import dev.trimunit.engine.model.Blockability;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.BuiltByName;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.Owner;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/**
 * What a run told about one device.
 *
 * @param device the device
 * @param parties who runs each destination that was seen
 * @param owners to whom each destination that was seen belongs
 * @param trials by number
 * @param verdicts by destination, then usage
 * @param blocklists as told
 * @param cases as told
 * @param acceptance how it compares with what was reviewed
 * @param warnings what whoever uses the results has to know, a sentence each
 * @param gates what the nightly gate said; nothing under other protocols
 * @param purposes what somebody says that destinations are for
 * @param rare the functionalities that its specs call rare
 * @param endured what came of lists that were blocked for days; nothing without an endurance
 * @param clockMargins how wrong its clock may be; nothing if that was not asked for
 */
@BuiltByName
public record DeviceData(
    Device device,
    Map<Destination, Party> parties,
    Map<Destination, Owner> owners,
    List<TrialRecord> trials,
    List<Verdict> verdicts,
    List<Blocklist> blocklists,
    List<TimedCase> cases,
    Acceptance acceptance,
    List<String> warnings,
    List<Gate> gates,
    Map<Destination, Purpose> purposes,
    List<String> rare,
    List<Endured> endured,
    List<ClockMargins> clockMargins) {
  private static final BinaryOperator<TrialRecord> FEWER_BLOCKS =
      BinaryOperator.minBy(Comparator.comparingInt(trial -> trial.blocked().size()));

  public DeviceData {
    parties = Map.copyOf(parties);
    owners = Map.copyOf(owners);
    trials = List.copyOf(trials);
    verdicts = List.copyOf(verdicts);
    blocklists = List.copyOf(blocklists);
    cases = List.copyOf(cases);
    warnings = List.copyOf(warnings);
    gates = List.copyOf(gates);
    purposes = Map.copyOf(purposes);
    rare = List.copyOf(rare);
    endured = List.copyOf(endured);
    clockMargins = List.copyOf(clockMargins);
  }

  /** Not from a nightly gate, and nobody says what anything is for. */
  public DeviceData(
      Device device,
      Map<Destination, Party> parties,
      Map<Destination, Owner> owners,
      List<TrialRecord> trials,
      List<Verdict> verdicts,
      List<Blocklist> blocklists,
      List<TimedCase> cases,
      Acceptance acceptance,
      List<String> warnings) {
    this(
        device,
        parties,
        owners,
        trials,
        verdicts,
        blocklists,
        cases,
        acceptance,
        warnings,
        List.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** The same, compared with what was reviewed. */
  public DeviceData withAcceptance(Acceptance compared) {
    return DeviceDataBuilder.builder(this).acceptance(compared).build();
  }

  /** What is not as accepted, a sentence each. */
  public List<String> changes() {
    return acceptance.changes();
  }

  /** The same with owners of destinations. */
  public DeviceData withOwners(Map<Destination, Owner> known) {
    return DeviceDataBuilder.builder(this).owners(known).build();
  }

  /** What has to be known of the results, with what its trials say of its checks. */
  public List<String> allWarnings() {
    List<String> all = new ArrayList<>(checksInDoubt());
    all.addAll(UnsteadyUsages.of(this));
    all.addAll(warnings);
    return all;
  }

  /** Usages that work with everything blocked, a sentence each: a check may not look. */
  public List<String> checksInDoubt() {
    return DoubtfulChecks.of(this);
  }

  /** Who runs a destination. */
  public Party party(Destination destination) {
    return parties.getOrDefault(destination, Party.UNKNOWN);
  }

  /** To whom a destination belongs. */
  public Owner owner(Destination destination) {
    return owners.getOrDefault(destination, Owner.unknown(destination));
  }

  /** A trial by its number. */
  public Optional<TrialRecord> trial(int number) {
    return trials.stream().filter(trial -> trial.number() == number).findFirst();
  }

  /**
   * In which ways a verdict's destination was refused in the trials that it rests on: {@code
   * 443/tcp at 198.51.100.7}, {@code name by NXDOMAIN}.
   */
  public SortedSet<String> ways(Verdict verdict) {
    SortedSet<String> ways = new TreeSet<>();
    trials.stream()
        .filter(trial -> verdict.trialNumbers().contains(trial.number()))
        .flatMap(trial -> trial.evidence().stream())
        .filter(evidence -> evidence.pattern().covers(verdict.destination()))
        .forEach(evidence -> ways.addAll(evidence.ways()));
    return ways;
  }

  /** Those of its trials that have these numbers. */
  public List<TrialRecord> trials(Collection<Integer> numbers) {
    return trials.stream().filter(trial -> numbers.contains(trial.number())).toList();
  }

  /** The destinations with a verdict, and those that trials with nothing blocked contacted. */
  public SortedSet<Destination> destinations() {
    SortedSet<Destination> all = new TreeSet<>();
    verdicts.forEach(verdict -> all.add(verdict.destination()));
    trials.stream()
        .filter(trial -> trial.blocked().isEmpty())
        .forEach(t -> all.addAll(t.contacted()));
    return all;
  }

  /** What it contacted inside its own network, in any trial: no destinations, and never blocked. */
  public SortedSet<Destination> lanContacts() {
    SortedSet<Destination> all = new TreeSet<>();
    trials.forEach(trial -> all.addAll(trial.lanContacts()));
    return all;
  }

  /** Every usage with a verdict or a calibration. */
  public SortedSet<Usage> usages() {
    SortedSet<Usage> all = new TreeSet<>();
    verdicts.forEach(verdict -> all.add(verdict.usage()));
    for (CaseResult result : calibrations()) {
      if (result.usage() != null) {
        all.add(result.usage());
      }
    }
    return all;
  }

  /** The verdict on a destination for a usage. */
  public Optional<Verdict> verdict(Destination destination, Usage usage) {
    return verdicts.stream()
        .filter(
            verdict -> verdict.destination().equals(destination) && verdict.usage().equals(usage))
        .findFirst();
  }

  /** The paper's class of a destination; empty if it has no verdict. */
  public Optional<Blockability> blockability(Destination destination) {
    return verdicts.stream().anyMatch(v -> v.destination().equals(destination))
        ? Optional.of(Blockability.of(destination, verdicts, trials))
        : Optional.empty();
  }

  /** The calibration cases. */
  public List<CaseResult> calibrations() {
    return cases.stream()
        .map(TimedCase::result)
        .filter(result -> result.kind() == CaseResult.Kind.CALIBRATION)
        .toList();
  }

  /** The sum of what trials showed, by destination; void ones with lost packets included. */
  public SortedMap<Destination, Observation> traffic(Predicate<TrialRecord> which) {
    SortedMap<Destination, Observation> sum = new TreeMap<>();
    trials.stream()
        .filter(which)
        .flatMap(trial -> trial.observations().stream())
        .forEach(seen -> sum.merge(seen.destination(), seen, Observation::plus));
    return sum;
  }

  /** Destinations that only trials with something blocked contacted, in their natural order. */
  public List<Fallback> fallbacks() {
    SortedSet<Destination> ordinary = new TreeSet<>();
    Map<Destination, TrialRecord> first = new HashMap<>();
    for (TrialRecord trial : trials) {
      if (trial.blocked().isEmpty()) {
        ordinary.addAll(trial.contacted());
      } else {
        trial.contacted().stream()
            .filter(d -> trial.blocked().stream().noneMatch(pattern -> pattern.covers(d)))
            .forEach(destination -> first.merge(destination, trial, FEWER_BLOCKS));
      }
    }
    newcomers().forEach(newcomer -> ordinary.add(newcomer.destination()));
    List<Fallback> fallbacks = new ArrayList<>();
    new TreeMap<>(first)
        .forEach(
            (destination, trial) -> {
              if (!ordinary.contains(destination)) {
                fallbacks.add(new Fallback(destination, trial.blocked(), trial.number()));
              }
            });
    return fallbacks;
  }

  /** What the device contacts since it was updated, and did not before. */
  public List<SeenDestinations.Newcomer> newcomers() {
    SeenDestinations seen = new SeenDestinations(notice -> {});
    trials().forEach(seen::add);
    return seen.newcomers();
  }

  /** Where a destination hides, if it showed only while others were blocked. */
  public Optional<Fallback> fallback(Destination destination) {
    return fallbacks().stream().filter(f -> f.destination().equals(destination)).findFirst();
  }

  /** Whether a trial is a power experiment: off and on, nothing used, nothing blocked. */
  public static boolean isPowerExperiment(TrialRecord trial) {
    return trial.purpose() == TrialPurpose.POWER && trial.blocked().isEmpty();
  }

  /** Whether a trial is an interaction experiment: functionalities used, nothing blocked. */
  public static boolean isInteractionExperiment(TrialRecord trial) {
    return trial.purpose() == TrialPurpose.CONTROL && trial.blocked().isEmpty();
  }
}
