// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.LabFile;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.Vantage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Trials as the engine orders them, on a bench with direct phones. */
final class Trials {
  static final FolderResources SHIPPED =
      new FolderResources(Path.of("..", "features", "src", "test", "resources"));
  static final FolderResources ODD =
      new FolderResources(Path.of("src", "test", "resources", "odd"));

  private final Bench bench;
  private final Recipe recipe;
  private final Set<Destination> known = new TreeSet<>();
  private Duration off = Duration.ofMinutes(2);
  private Strength strength = Strength.NORMAL;
  private int number;

  /** The recipe of a functionality: what is tapped, what the app shows before and after. */
  record Recipe(String before, String tap, String after) {
    static final Recipe BULB = new Recipe("off", "Power", "on");
    static final Recipe CAMERA = new Recipe("idle", "Watch", "live");
  }

  /** What a trial said. */
  record Result(
      boolean passed,
      List<BlockEvidence> evidence,
      Traffic traffic,
      List<DnsEvent> dns,
      String name) {
    Set<String> contacted() {
      Set<String> contacted = new TreeSet<>();
      traffic.observations().forEach(o -> contacted.add(o.destination().toString()));
      return contacted;
    }

    Set<String> asked() {
      Set<String> asked = new TreeSet<>();
      dns.forEach(event -> asked.add(event.question().text()));
      return asked;
    }
  }

  Trials(Bench bench, Recipe recipe) {
    this.bench = bench;
    this.recipe = recipe;
  }

  static Lab lab(FolderResources resources, long seed, Path output) {
    return lab(resources, seed, output, LabFile.DEFAULT);
  }

  static Lab lab(FolderResources resources, long seed, Path output, LabFile file) {
    LabSettings settings = new LabSettings(seed, output, resources, Map.of());
    return SimulatedLabProvider.open(
        settings, file, (unit, device, faults, clock, apps) -> new DirectPhones(apps));
  }

  Trials off(Duration duration) {
    off = duration;
    return this;
  }

  /** The next trial is the one after this number. */
  Trials after(int earlier) {
    number = earlier;
    return this;
  }

  Trials strength(Strength how) {
    strength = how;
    return this;
  }

  /** One trial over a vantage with some destinations blocked. */
  Result run(Vantage vantage, String... blocked) {
    return run(vantage, true, blocked);
  }

  /** Off and on, nothing used. */
  Result power() {
    return run(Vantage.LAN, false);
  }

  private Result run(Vantage vantage, boolean use, String... blocked) {
    Set<DestinationPattern> patterns = new TreeSet<>();
    for (String text : blocked) {
      patterns.add(DestinationPattern.parse(text));
    }
    String name = "trial-" + ++number;
    try (Recording recording = bench.capture().start(name)) {
      bench.power().off();
      bench.clock().pass(off);
      try (Block block = bench.gateway().block(patterns, known, strength)) {
        bench.power().on();
        bench.clock().pass(bench.startUp());
        boolean passed = use && perform(bench.app(vantage));
        Result result = new Result(passed, block.evidence(), recording.stop(), block.dns(), name);
        result.traffic().observations().forEach(o -> known.add(o.destination()));
        return result;
      }
    }
  }

  private boolean perform(CompanionApp app) {
    app.restart();
    if (!app.look(recipe.before()).matches()) {
      throw new AssertionError("Not " + recipe.before() + " before: " + app.look(recipe.before()));
    }
    app.tap(recipe.tap());
    bench.clock().pass(Duration.ofSeconds(1));
    return app.look(recipe.after()).matches();
  }
}
