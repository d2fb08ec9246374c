// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.campaign.ModelNights.Change;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Gate.Colour;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.protocol.Findings;
import dev.trimunit.engine.protocol.Protocol;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.protocol.Question;
import dev.trimunit.engine.trial.TrialRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nights of {@code recheck} on the devices of the protocols' benchmark: {@code mvn -Pbench -pl
 * engine test -Dtest=RecheckBenchmark}. Properties, each beginning with {@code trimunit.bench.}:
 * {@code sizes}, {@code worlds}, {@code changes}, {@code seconds} (the most that a row takes; 60),
 * {@code settings} (passes, rotation, memory: {@code 2,1,1}), {@code out} (target/bench).
 */
@Tag("bench")
class RecheckBenchmark {
  private static final int WEEK = 7;

  @Test
  void nights_with_and_without_changes() throws IOException {
    main();
  }

  public static void main(String... args) throws IOException {
    BenchRows rows = new BenchRows("recheck.csv", Row.HEADER);
    for (Size size : Size.ALL) {
      for (World world : List.of(World.CLEAN, World.OUTAGE, World.EVERYTHING)) {
        for (Change change : Change.values()) {
          if (BenchRows.wanted("sizes", "", size.name())
              && BenchRows.wanted("worlds", "", world.name())
              && BenchRows.wanted("changes", "", change.name())) {
            rows.add(row(size, world, change).text(size, world, change));
          }
        }
      }
    }
  }

  private static Nights.Settings settings() {
    int[] numbers =
        Arrays.stream(System.getProperty("trimunit.bench.settings", "2,1,1").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    return new Nights.Settings(numbers[0], numbers[1], numbers[2]);
  }

  private static Row row(Size size, World world, Change change) {
    long end =
        System.nanoTime() + Integer.getInteger("trimunit.bench.seconds", 60) * 1_000_000_000L;
    Row row = new Row();
    for (int seed = 1; seed <= 4000 && System.nanoTime() < end; seed++) {
      ModelNights lab = new ModelNights(new ModelDevice(size, world, seed));
      ModelDevice device = new ModelDevice(size, world, seed);
      Optional<Nights> before = quietNights(device, lab, row);
      if (before.isPresent() && lab.install(change)) {
        row.add(device, lab, before.get(), change);
      }
    }
    return row;
  }

  /** As many as are remembered beside the one that counts; empty after a false alarm. */
  private static Optional<Nights> quietNights(ModelDevice device, ModelNights lab, Row row) {
    Nights known = lab.certified(settings());
    for (int night = 1; night < settings().memory(); night++) {
      lab.nextNight();
      Heard heard = night(device, lab, known);
      row.quiet++;
      if (Objects.requireNonNull(heard.gate).colour() == Colour.RED) {
        row.falseAlarms++;
        return Optional.empty();
      }
      known = Objects.requireNonNull(heard.after);
    }
    return Optional.of(known);
  }

  /** What came of the nights of many devices. */
  private static final class Row {
    static final String HEADER =
        "size,world,change,devices,units,trials,p95,p99,red,amber,green,seen tonight,seen in 3,seen in 7,named,quiet nights before,red of these";
    private final List<Double> units = new ArrayList<>();
    private final int[] colours = new int[Colour.values().length];
    private final int[] seen = new int[WEEK + 1];
    private int devices;
    private double trials;
    private int named;
    private int quiet;
    private int falseAlarms;

    void add(ModelDevice device, ModelNights lab, Nights before, Change change) {
      devices++;
      Nights known = before;
      int nights = change == Change.NONE ? 1 : WEEK;
      for (int night = 1; night <= nights; night++) {
        lab.nextNight();
        Heard heard = night(device, lab, known);
        known = Objects.requireNonNull(heard.after);
        Gate gate = Objects.requireNonNull(heard.gate);
        if (night == 1) {
          units.add(lab.units());
          trials += lab.trials();
          colours[gate.colour().ordinal()]++;
        }
        if (gate.colour() == Colour.RED) {
          for (int later = night; later <= WEEK; later++) {
            seen[later]++;
          }
          named += names(gate.reasons().get(0), lab, change) ? 1 : 0;
          return;
        }
      }
    }

    private static boolean names(String reason, ModelNights lab, Change change) {
      return change == Change.FLAKIER
          ? reason.contains("by itself")
          : change != Change.NONE
              && lab.changed().stream().map(Destination::toString).anyMatch(reason::contains);
    }

    String text(Size size, World world, Change change) {
      units.sort(null);
      return String.format(
          Locale.ROOT,
          "%s,%s,%s,%d,%.2f,%.2f,%.1f,%.1f,%.2f%%,%.2f%%,%.2f%%,%.1f%%,%.1f%%,%.1f%%,%.1f%%,%d,%d",
          size.name(),
          world.name(),
          change,
          devices,
          units.stream().mapToDouble(u -> u).average().orElse(0),
          trials / devices,
          units.get((int) (0.95 * (devices - 1))),
          units.get((int) (0.99 * (devices - 1))),
          100.0 * colours[Colour.RED.ordinal()] / devices,
          100.0 * colours[Colour.AMBER.ordinal()] / devices,
          100.0 * colours[Colour.GREEN.ordinal()] / devices,
          100.0 * seen[1] / devices,
          100.0 * seen[3] / devices,
          100.0 * seen[WEEK] / devices,
          100.0 * named / Math.max(1, seen[WEEK]),
          quiet,
          falseAlarms);
    }
  }

  private static final class Heard implements Findings {
    private @Nullable Gate gate;
    private @Nullable Nights after;

    @Override
    public void settled(Verdict verdict) {}

    @Override
    public void verified(Blocklist blocklist) {}

    @Override
    public void decided(Gate said, Nights known) {
      gate = said;
      after = known;
    }
  }

  /** As a campaign does it: control trials until every usage passed once, then the protocol. */
  private static Heard night(ModelDevice device, ModelNights lab, Nights before) {
    List<TrialRecord> controls = new ArrayList<>();
    List<Usage> missing = new ArrayList<>(device.usages);
    int misses = 0;
    while (!missing.isEmpty()) {
      Duration pause = misses >= 2 ? Duration.ofMinutes(10) : Duration.ZERO;
      TrialRecord trial = lab.run(TrialRequest.control(missing).after(pause));
      controls.add(trial);
      missing.removeIf(trial::passed);
      misses++;
    }
    Protocol protocol = Protocols.named("recheck").after(before);
    TreeSet<Destination> contacted = new TreeSet<>();
    controls.forEach(control -> contacted.addAll(control.contacted()));
    Map<Usage, SortedSet<Destination>> asked = new HashMap<>();
    device.usages.forEach(u -> asked.put(u, new TreeSet<>(protocol.asked(u, contacted))));
    Heard heard = new Heard();
    protocol.settle(
        new Question("model", new TreeMap<>(asked), Map.of(), 0.01, controls, false), lab, heard);
    return heard;
  }
}
