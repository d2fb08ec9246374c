// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.tables;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Owner;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.reports.data.DeviceData;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Table I of the paper: what a device contacts, in which experiment, and from which vantages. */
final class DestinationsTable {
  private static final String POWER = "power";

  private DestinationsTable() {}

  static void add(Csv csv, DeviceData data) {
    SortedMap<String, SortedMap<Destination, SortedSet<Vantage>>> experiments = new TreeMap<>();
    for (TrialRecord trial : data.trials()) {
      if (DeviceData.isPowerExperiment(trial)) {
        trial.contacted().forEach(destination -> vantages(experiments, POWER, destination));
      } else if (DeviceData.isInteractionExperiment(trial)) {
        trial.outcomes().forEach(outcome -> add(experiments, outcome.usage(), trial.contacted()));
      }
    }
    experiments.forEach(
        (experiment, seen) ->
            seen.forEach((destination, from) -> row(csv, data, experiment, destination, from)));
  }

  private static void add(
      SortedMap<String, SortedMap<Destination, SortedSet<Vantage>>> experiments,
      Usage usage,
      Set<Destination> contacted) {
    contacted.forEach(
        destination ->
            vantages(experiments, usage.functionality(), destination).add(usage.vantage()));
  }

  private static SortedSet<Vantage> vantages(
      SortedMap<String, SortedMap<Destination, SortedSet<Vantage>>> experiments,
      String experiment,
      Destination destination) {
    return experiments
        .computeIfAbsent(experiment, name -> new TreeMap<>())
        .computeIfAbsent(destination, key -> new TreeSet<>());
  }

  private static void row(
      Csv csv, DeviceData data, String experiment, Destination destination, Set<Vantage> from) {
    boolean power =
        data.trials().stream()
            .anyMatch(t -> DeviceData.isPowerExperiment(t) && t.contacted().contains(destination));
    Owner owner = data.owner(destination);
    csv.row(
        data.device().name(),
        experiment,
        from.stream().map(Vantage::name).collect(Collectors.joining("/")),
        destination.host(),
        destination.transport(),
        Tables.port(destination),
        data.party(destination).word(),
        power ? POWER : "interaction",
        Tables.unicode(destination),
        owner.domain(),
        owner.organisation(),
        owner.reason());
  }
}
