// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.AcceptedBehaviour;
import dev.trimunit.engine.gherkin.Spec;
import dev.trimunit.engine.gherkin.SpecScenario.Kind;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.plan.ExpectedTime;
import dev.trimunit.engine.plan.Shard;
import dev.trimunit.engine.protocol.Protocol;
import dev.trimunit.engine.protocol.Protocols;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which devices a run has that is one of several: {@code trimunit.shard}. */
final class ShardOfRun {
  private final TrimUnitConfiguration configuration;
  private final List<AcceptedBehaviour> accepted = AcceptedBehaviour.all();

  ShardOfRun(TrimUnitConfiguration configuration) {
    this.configuration = configuration;
  }

  /**
   * The features that are left.
   *
   * @param features of all shards
   * @param problems gets what is wrong with the property
   */
  List<FeatureDescriptor> of(List<FeatureDescriptor> features, List<String> problems) {
    try {
      return configuration
          .filters()
          .shard()
          .map(shard -> of(shard, features, problems))
          .orElse(features);
    } catch (IllegalArgumentException | LabException e) {
      problems.add(String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private List<FeatureDescriptor> of(
      Shard shard, List<FeatureDescriptor> features, List<String> problems) {
    SortedMap<String, Duration> expected = expected(features);
    Set<String> mine = shard.devices(expected);
    if (mine.isEmpty() && !expected.isEmpty()) {
      problems.add(
          "trimunit.shard=%s has nothing to do: there %s, enough for %d. Divide the run into fewer."
              .formatted(
                  shard,
                  expected.size() == 1 ? "is 1 device" : "are " + expected.size() + " devices",
                  expected.size()));
    }
    // What has no device is a mistake, which every shard tells.
    return features.stream()
        .filter(feature -> !isKnown(feature.spec()) || mine.contains(feature.spec().device()))
        .toList();
  }

  private SortedMap<String, Duration> expected(Collection<FeatureDescriptor> features) {
    SortedMap<String, List<Spec>> devices = new TreeMap<>();
    features.stream()
        .map(FeatureDescriptor::spec)
        .filter(ShardOfRun::isKnown)
        .forEach(spec -> devices.computeIfAbsent(spec.device(), id -> new ArrayList<>()).add(spec));
    Protocol protocol = Protocols.named(configuration.protocol());
    SortedMap<String, Duration> expected = new TreeMap<>();
    devices.forEach((device, specs) -> expected.put(device, expected(protocol, device, specs)));
    return expected;
  }

  private Duration expected(Protocol protocol, String device, List<Spec> specs) {
    Set<Usage> usages = new TreeSet<>();
    int scenarios = 0;
    for (Spec spec : specs) {
      spec.usages().stream().filter(configuration.filters()::selects).forEach(usages::add);
      scenarios += spec.scenarios(Kind.SCENARIO).size();
    }
    return ExpectedTime.of(protocol, usages, known(device), scenarios);
  }

  private List<Nights.Pair> known(String device) {
    Device any = new Device(device, device, "", "", "", "", "");
    return accepted.stream()
        .flatMap(one -> one.accepted(any).stream())
        .findFirst()
        .map(Nights::pairs)
        .orElse(List.of());
  }

  private static boolean isKnown(Spec spec) {
    return Device.isId(spec.device());
  }
}
