// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.linux.BenchPeers.Rival;
import dev.trimunit.devices.linux.Dnsperf.Result;
import dev.trimunit.needs.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our resolver against bind9 with a response policy zone, unbound and dnsmasq, with the same 10,000
 * blocked names, by {@code dnsperf} on loopback, in one run: {@code mvn -Pbench}. Whatever is not
 * installed is left out and said. Properties: {@code trimunit.bench.out}, {@code .seconds} (2) per
 * measurement, {@code .rounds} (5), of which the median counts, {@code .load} (5000) queries a
 * second at which latency is taken, {@code .former}, the class path of another build to measure,
 * too.
 */
@Tag("bench")
final class ResolverBenchmark {
  private static final int UPSTREAM = 15_350;
  private static final int PORT = 15_353;
  private static final int BLOCKED = 10_000;
  private static final int OPEN = 2_000;
  private static final String COLUMNS =
      "resolver,queries,per_second,lost,load_per_second,p50_us,p99_us,cpu_us_per_query";
  private static final int SECONDS = Integer.getInteger("trimunit.bench.seconds", 2);
  private static final int ROUNDS = Integer.getInteger("trimunit.bench.rounds", 5);
  private static final int LOAD = Integer.getInteger("trimunit.bench.load", 5_000);
  private static final List<String> BLOCKED_NAMES =
      IntStream.range(0, BLOCKED)
          .mapToObj(i -> "host%d.blocked%d.example".formatted(i, i % 997))
          .toList();
  private static final List<String> OPEN_NAMES =
      IntStream.range(0, OPEN).mapToObj(i -> "host%d.open%d.example".formatted(i, i % 97)).toList();

  @TempDir Path folder;

  /** A resolver that runs. */
  private record Running(Rival rival, Process process, int port) {
    Duration cpu() {
      return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
  }

  @Test
  void policy_resolvers() throws Exception {
    if (!Machine.has("dnsperf")) {
      System.out.println("No figures: dnsperf is not installed (Debian package dnsperf)");
      return;
    }
    List<String> rows = new ArrayList<>(List.of(COLUMNS));
    List<Process> started = new ArrayList<>();
    BenchPeers peers = new BenchPeers(folder, UPSTREAM, BLOCKED_NAMES);
    try {
      Process upstream = Program.start(peers.upstream(OPEN_NAMES));
      started.add(upstream);
      Peer.awaitLine(upstream, "listening");
      List<Running> running = start(peers, started);
      rows.addAll(rows("blocked", running, queries("blocked", 1, 0)));
      rows.addAll(rows("cached", running, queries("cached", 0, 1)));
      rows.addAll(rows("half blocked", running, queries("mixed", 1, 5)));
    } finally {
      started.forEach(JavaProcess::kill);
      rows.forEach(System.out::println);
      Path out = Path.of(System.getProperty("trimunit.bench.out", "target/bench"));
      Files.createDirectories(out);
      Files.write(out.resolve("resolvers.csv"), rows);
    }
  }

  /** All at once: an idle resolver takes nothing, and all are measured in turn. */
  private List<Running> start(BenchPeers peers, List<Process> started) throws Exception {
    List<Running> running = new ArrayList<>();
    for (Rival rival : peers.all(PORT)) {
      if (!rival.program().isEmpty() && !Machine.has(rival.program())) {
        System.out.println("Left out: " + rival.name() + " is not installed");
        continue;
      }
      Process process =
          new ProcessBuilder(rival.command())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve(rival.name() + ".log").toFile())
              .start();
      started.add(process);
      await(process, rival);
      running.add(new Running(rival, process, rival.port()));
    }
    return running;
  }

  private void await(Process process, Rival rival) throws Exception {
    Path one = Files.writeString(folder.resolve("one"), OPEN_NAMES.get(0) + " A\n");
    for (int i = 0; i < 50 && process.isAlive(); i++) {
      if (new Dnsperf(rival.port(), one).answers()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    Path log = folder.resolve(rival.name() + ".log");
    throw new IllegalStateException(
        rival.name() + " does not start: " + Files.readString(log).lines().limit(20).toList());
  }

  /** In turn, so that whatever else the machine does hits all alike. */
  private static List<String> rows(String what, List<Running> running, Path queries)
      throws IOException {
    Map<Running, List<Result>> full = new LinkedHashMap<>();
    Map<Running, List<Result>> loaded = new LinkedHashMap<>();
    Map<Running, Double> cpu = new LinkedHashMap<>();
    for (Running each : running) {
      new Dnsperf(each.port(), queries).warmUp();
      new Dnsperf(each.port(), queries).full(2 * SECONDS);
    }
    for (int i = 0; i < ROUNDS; i++) {
      for (Running each : running) {
        Dnsperf dnsperf = new Dnsperf(each.port(), queries);
        Duration before = each.cpu();
        Result result = dnsperf.full(SECONDS);
        cpu.merge(each, each.cpu().minus(before).toNanos() / 1e3 / result.completed(), Double::sum);
        full.computeIfAbsent(each, key -> new ArrayList<>()).add(result);
        loaded.computeIfAbsent(each, key -> new ArrayList<>()).add(dnsperf.at(LOAD, SECONDS));
      }
    }
    return running.stream()
        .map(
            each ->
                row(each.rival().name() + "," + what, full.get(each), loaded.get(each))
                    + String.format(Locale.ROOT, ",%.1f", cpu.get(each) / ROUNDS))
        .toList();
  }

  private static String row(String head, List<Result> full, List<Result> loaded) {
    return String.format(
        Locale.ROOT,
        "%s,%.0f,%d,%.0f,%.0f,%.0f",
        head,
        median(full, Result::perSecond),
        Stream.of(full, loaded).flatMap(List::stream).mapToLong(Result::lost).sum(),
        median(loaded, Result::perSecond),
        median(loaded, Result::p50),
        median(loaded, Result::p99));
  }

  private static double median(List<Result> results, ToDoubleFunction<Result> value) {
    double[] sorted = results.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** In an order of its own, so many copies of each kind. */
  private Path queries(String name, int blocked, int open) throws IOException {
    List<String> lines = new ArrayList<>();
    IntStream.range(0, blocked).forEach(i -> BLOCKED_NAMES.forEach(each -> lines.add(each + " A")));
    IntStream.range(0, open).forEach(i -> OPEN_NAMES.forEach(each -> lines.add(each + " A")));
    Collections.shuffle(lines, new Random(1));
    return Files.write(folder.resolve(name), lines);
  }
}
