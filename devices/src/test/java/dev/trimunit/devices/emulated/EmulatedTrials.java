// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.files.EmulatedLabFile;
import dev.trimunit.devices.files.EmulatedLabFile.Resolver;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Trials as the engine orders them, in an emulated lab. */
final class EmulatedTrials {
  private final Bench bench;
  private final Action action;
  private final Set<Destination> known = new TreeSet<>();
  private int number;

  /** What is done once the device is up; whether it worked. */
  interface Action {
    boolean on(Bench bench);
  }

  /** What a trial said. */
  record Result(boolean passed, List<BlockEvidence> evidence, Traffic traffic) {
    Set<String> contacted() {
      return traffic.observations().stream()
          .map(observation -> observation.destination().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }

    BlockEvidence only() {
      return evidence.get(0);
    }
  }

  EmulatedTrials(Bench bench, Action action) {
    this.bench = bench;
    this.action = action;
  }

  static Lab open(Path resources, Path output, double scale, Privilege privilege) {
    return open(resources, output, scale, privilege, Resolver.OWN);
  }

  static Lab open(
      Path resources, Path output, double scale, Privilege privilege, Resolver resolver) {
    return open(resources, output, privilege, new EmulatedLabFile(scale, resolver, List.of()));
  }

  /** With the lab file that a test wants. */
  static Lab open(Path resources, Path output, Privilege privilege, EmulatedLabFile file) {
    Map<String, String> simulatedPhone = Map.of("trimunit.emulated.phone", "simulated");
    LabSettings settings =
        new LabSettings(
            1, output, SteadyDevices.of(resources, output.resolve("steady")), simulatedPhone);
    return EmulatedLab.open(settings, privilege, file);
  }

  Result control() {
    Result result = trial(Strength.NORMAL);
    result.traffic().observations().forEach(o -> known.add(o.destination()));
    return result;
  }

  Result blocked(String... patterns) {
    return trial(Strength.NORMAL, patterns);
  }

  Result stronglyBlocked(String... patterns) {
    return trial(Strength.STRONG, patterns);
  }

  private Result trial(Strength strength, String... patterns) {
    Set<DestinationPattern> blocked =
        Stream.of(patterns).map(DestinationPattern::parse).collect(Collectors.toSet());
    number++;
    try (Recording recording = bench.capture().start("trial-" + number)) {
      bench.power().off();
      bench.clock().pass(Duration.ofSeconds(10));
      try (Block block = bench.gateway().block(blocked, known, strength)) {
        bench.power().on();
        bench.clock().pass(bench.startUp());
        boolean passed = action.on(bench);
        List<BlockEvidence> evidence = block.evidence();
        return new Result(passed, evidence, recording.stop());
      }
    }
  }
}
