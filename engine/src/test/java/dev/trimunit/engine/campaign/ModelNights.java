// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.NightsBuilder;
import dev.trimunit.engine.model.NightsPairBuilder;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.ObservationBuilder;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Nights of a model device that was certified without an error, and whose firmware then changes. A
 * trial takes five minutes, a quarter more for each further usage.
 */
final class ModelNights implements TrialOracle {
  /** What a firmware may change. */
  enum Change {
    NONE,
    REQUIRED_BY_ALL,
    REQUIRED_BY_ONE,
    REDUNDANT,
    INTERMITTENT,
    NEW,
    STAND_IN,
    GONE,
    RELEASED,
    FLAKIER,
    /** One to three of the others, but for what fails by chance. */
    SEVERAL
  }

  private static final List<Change> AT_ONCE =
      List.of(
          Change.REQUIRED_BY_ALL,
          Change.REQUIRED_BY_ONE,
          Change.REDUNDANT,
          Change.NEW,
          Change.STAND_IN,
          Change.GONE,
          Change.RELEASED);

  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
  private static final double ALWAYS_CONTACTED = 0.85;
  private static final double FAULTS = 0.05;

  private final ModelDevice device;
  private final SplittableRandom random;
  private final List<Destination> destinations = new ArrayList<>();
  private final Map<DestinationPattern, Integer> numbers = new HashMap<>();
  private final List<BitSet> required = new ArrayList<>();
  private final List<ModelDevice.Clause> clauses;
  private final double[] rates;
  private final double[] contacts;
  private final double faults;
  private double failure;
  private int hider = -1;
  private double now;
  private double outageStart = Double.MAX_VALUE;
  private double outageEnd;
  private double units;
  private int trials;
  private int changed = -1;
  private final Set<Destination> allChanged = new HashSet<>();

  ModelNights(ModelDevice device) {
    this.device = device;
    random = new SplittableRandom(device.seed ^ 0x1E3779B97F4A7C15L);
    destinations.addAll(device.destinations);
    destinations.add(Destination.parse("spare.example:443/tcp"));
    for (int i = 0; i < destinations.size(); i++) {
      numbers.put(destinations.get(i).exactly(), i);
    }
    device.required.forEach(set -> required.add((BitSet) set.clone()));
    clauses = new ArrayList<>(device.clauses);
    rates = java.util.Arrays.copyOf(device.rates, destinations.size());
    rates[spare()] = 1;
    contacts = new double[destinations.size()];
    for (int i = 0; i < device.destinations.size(); i++) {
      boolean always = random.nextDouble() < ALWAYS_CONTACTED;
      contacts[i] = always ? 1 : 0.3 + 0.65 * random.nextDouble();
    }
    failure = 0.01 + 0.7 * device.failure;
    faults = device.world.redundantDevices() > 0 && device.world.outagesPerDay() > 0 ? FAULTS : 0;
    nextOutage();
  }

  /** What was certified: of two that stand in for each other the last one is the alternative. */
  Nights certified(Nights.Settings settings) {
    List<Nights.Pair> pairs = new ArrayList<>();
    List<Nights.Contact> seen = new ArrayList<>();
    for (int i = 0; i < device.destinations.size(); i++) {
      int hits = 0;
      for (int t = 0; t < 40; t++) {
        hits += random.nextDouble() < contacts[i] ? 1 : 0;
      }
      seen.add(new Nights.Contact(destinations.get(i), true, hits, 40, 0));
      for (int j = 0; j < device.usages.size(); j++) {
        VerdictKind kind = kind(i, j);
        pairs.add(
            NightsPairBuilder.stagedBuilder()
                .destination(destinations.get(i))
                .usage(device.usages.get(j))
                .kind(kind)
                .accepted(kind)
                .shownNight(0)
                .shownOn("2025-12-31")
                .errorBound(0.005)
                .rate(Math.min(Nights.Pair.MOSTLY, rates[i]))
                .build());
      }
    }
    return NightsBuilder.stagedBuilder()
        .lab("")
        .basis("model")
        .settings(settings)
        .night(0)
        .pairs(pairs)
        .contacts(seen)
        .history(history())
        .risen(0)
        .marks(List.of())
        .build();
  }

  private String history() {
    StringBuilder text = new StringBuilder();
    for (int t = 0; t < 60; t++) {
      text.append(random.nextDouble() < failure ? '-' : '+');
    }
    return text.toString();
  }

  private VerdictKind kind(int i, int j) {
    if (required.get(j).get(i)) {
      return VerdictKind.REQUIRED;
    }
    return clauses.stream().anyMatch(c -> c.usages().get(j) && c.members().length() == i + 1)
        ? VerdictKind.ALTERNATIVE
        : VerdictKind.BLOCKABLE;
  }

  private boolean free(int i) {
    return required.stream().noneMatch(set -> set.get(i))
        && clauses.stream().noneMatch(clause -> clause.members().get(i));
  }

  private List<Integer> list() {
    List<Integer> list = new ArrayList<>();
    for (int i = 0; i < device.destinations.size(); i++) {
      if (free(i)) {
        list.add(i);
      }
    }
    return list;
  }

  /** Installs a firmware; false if the device has nothing that could change so. */
  boolean install(Change change) {
    if (change != Change.SEVERAL) {
      return installOne(change);
    }
    List<Change> kinds = new ArrayList<>(AT_ONCE);
    int wanted = 1 + random.nextInt(3);
    while (!kinds.isEmpty() && wanted > 0) {
      Change kind = kinds.remove(random.nextInt(kinds.size()));
      if (kind == Change.NEW || kind == Change.STAND_IN) {
        kinds.removeAll(List.of(Change.NEW, Change.STAND_IN)); // There is one spare destination.
      }
      wanted -= installOne(kind) ? 1 : 0;
    }
    return wanted == 0;
  }

  private boolean installOne(Change change) {
    boolean possible = change(change);
    if (possible && changed >= 0) {
      allChanged.add(destinations.get(changed));
    }
    return possible;
  }

  private boolean change(Change change) {
    List<Integer> list = list();
    if (change == Change.NONE || change == Change.NEW) {
      contacts[spare()] = change == Change.NEW ? 1 : 0;
      changed = spare();
      return true;
    }
    if (change == Change.FLAKIER) {
      failure += 0.1 + 0.15 * random.nextDouble();
      return true;
    }
    if (change == Change.RELEASED) {
      return release();
    }
    if (list.size() < 2) {
      return false;
    }
    changed = list.get(random.nextInt(list.size()));
    switch (change) {
      case REQUIRED_BY_ALL -> required.forEach(set -> set.set(changed));
      case REQUIRED_BY_ONE -> required.get(random.nextInt(required.size())).set(changed);
      case REDUNDANT -> {
        list.remove((Integer) changed);
        int other = list.get(random.nextInt(list.size()));
        clauses.add(clause(changed, other));
        changed = Math.max(changed, other);
      }
      case INTERMITTENT -> {
        required.forEach(set -> set.set(changed));
        rates[changed] = 0.3 + 0.3 * random.nextDouble();
      }
      case STAND_IN -> {
        hider = changed;
        changed = spare();
        clauses.add(clause(hider, spare()));
      }
      case GONE -> contacts[changed] = 0;
      default -> throw new IllegalArgumentException(change.name());
    }
    return true;
  }

  private boolean release() {
    List<Integer> needed = new ArrayList<>();
    for (int i = 0; i < device.destinations.size(); i++) {
      if (device.requiredByAny(i)) {
        needed.add(i);
      }
    }
    if (needed.isEmpty()) {
      return false;
    }
    changed = needed.get(random.nextInt(needed.size()));
    required.forEach(set -> set.clear(changed));
    return true;
  }

  private ModelDevice.Clause clause(int one, int other) {
    BitSet members = new BitSet();
    members.set(one);
    members.set(other);
    BitSet users = new BitSet();
    users.set(0, device.usages.size());
    return new ModelDevice.Clause(members, users);
  }

  private int spare() {
    return destinations.size() - 1;
  }

  /** What the firmware changed. */
  Set<Destination> changed() {
    return Set.copyOf(allChanged);
  }

  /** A day passes. */
  void nextNight() {
    now = Math.ceil(now / 1440) * 1440 + 1440;
    units = 0;
    trials = 0;
  }

  double units() {
    return units;
  }

  int trials() {
    return trials;
  }

  private void nextOutage() {
    if (device.world.outagesPerDay() > 0) {
      double mean = 24 * 60 / device.world.outagesPerDay();
      outageStart = outageEnd - mean * Math.log(1 - random.nextDouble());
      outageEnd = outageStart + 30 + 90 * random.nextDouble();
    }
  }

  private boolean outage(double time) {
    while (time > outageEnd && outageStart != Double.MAX_VALUE) {
      nextOutage();
    }
    return time >= outageStart && time <= outageEnd;
  }

  @Override
  public TrialRecord run(TrialRequest request) {
    now += request.pause().toSeconds() / 60.0;
    Instant start = at();
    BitSet blocked = new BitSet();
    request.blocked().forEach(pattern -> blocked.set(numbers.getOrDefault(pattern, spare())));
    BitSet felt = felt(blocked);
    boolean common = random.nextDouble() < failure / 2;
    boolean fault = random.nextDouble() < faults;
    List<UsageOutcome> outcomes = new ArrayList<>();
    for (Usage usage : request.usages()) {
      now += outcomes.isEmpty() ? 5 : 1.25;
      boolean works = works(device.usages.indexOf(usage), felt, common);
      Outcome outcome = fault ? Outcome.VOID : works ? Outcome.PASSED : Outcome.FAILED;
      outcomes.add(new UsageOutcome(usage, outcome, "", List.of()));
    }
    units += ModelLab.cost(outcomes.size());
    trials++;
    return record(request, start, outcomes, fault ? List.of() : seen(blocked, start));
  }

  private Instant at() {
    return EPOCH.plusMillis(Math.round(now * 60_000));
  }

  private boolean works(int usage, BitSet felt, boolean common) {
    double each = (failure / 2) / (1 - failure / 2);
    boolean fails = common | random.nextDouble() < each;
    boolean luck = random.nextDouble() < device.success;
    boolean met =
        required.get(usage).intersects(felt)
            || clauses.stream()
                .anyMatch(c -> c.usages().get(usage) && ModelDevice.covers(felt, c.members()));
    return !outage(now) && (met ? luck : !fails);
  }

  private BitSet felt(BitSet blocked) {
    BitSet felt = (BitSet) blocked.clone();
    blocked.stream().forEach(i -> felt.set(i, rates[i] >= 1 || random.nextDouble() < rates[i]));
    return felt;
  }

  private List<Observation> seen(BitSet blocked, Instant when) {
    List<Observation> seen = new ArrayList<>();
    for (int i = 0; i < destinations.size(); i++) {
      boolean standsIn = i == spare() && hider >= 0 && blocked.get(hider);
      if (standsIn || random.nextDouble() < contacts[i]) {
        seen.add(
            ObservationBuilder.stagedBuilder()
                .destination(destinations.get(i))
                .packetsSent(1)
                .bytesSent(60)
                .packetsReceived(0)
                .bytesReceived(0)
                .first(when)
                .last(when)
                .protocol("TCP")
                .addresses(Set.of())
                .serverNames(Set.of())
                .build());
      }
    }
    return seen;
  }

  private TrialRecord record(
      TrialRequest request, Instant start, List<UsageOutcome> outcomes, List<Observation> seen) {
    return request.record(trials, "model", start, at(), outcomes).withObservations(seen);
  }
}
