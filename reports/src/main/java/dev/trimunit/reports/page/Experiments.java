// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.reports.data.DeviceData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Table I: in which experiments with nothing blocked a device contacts what. */
final class Experiments {
  private static final String POWER = "power";

  private final Map<String, SortedSet<Destination>> seen = new LinkedHashMap<>();
  private final SortedSet<Destination> power = new TreeSet<>();

  Experiments(DeviceData data) {
    seen.put(POWER, power);
    Map<String, SortedSet<Destination>> interactions = new TreeMap<>();
    for (TrialRecord trial : data.trials()) {
      if (DeviceData.isPowerExperiment(trial)) {
        power.addAll(trial.contacted());
      } else if (DeviceData.isInteractionExperiment(trial)) {
        for (UsageOutcome outcome : trial.outcomes()) {
          interactions
              .computeIfAbsent(outcome.usage().toString(), usage -> new TreeSet<>())
              .addAll(trial.contacted());
        }
      }
    }
    seen.putAll(interactions);
  }

  /** The experiments, in the order of the columns. */
  List<String> names() {
    return List.copyOf(seen.keySet());
  }

  /** {@code yes} or nothing, per experiment. */
  List<String> of(Destination destination) {
    List<String> row = new ArrayList<>();
    seen.values().forEach(set -> row.add(set.contains(destination) ? "yes" : ""));
    return row;
  }

  /** The kind of experiment that shows a destination first; empty if none does. */
  String first(Destination destination) {
    if (power.contains(destination)) {
      return POWER;
    }
    Set<Destination> all = new TreeSet<>();
    seen.values().forEach(all::addAll);
    return all.contains(destination) ? "interaction" : "";
  }
}
