// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import dev.trimunit.devices.linux.DeviceGateway;
import dev.trimunit.devices.linux.GatewayService;
import dev.trimunit.devices.linux.GatewaySettings;
import dev.trimunit.devices.linux.NftSettings;
import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.devices.linux.Topology;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.features.bench.BenchOfParts.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From "block" to the first refusal on a {@link BenchOfParts}, for somebody who uses nginx by its
 * name without a pause: {@code mvn -Pbench}. Property: {@code trimunit.bench.blocks} (40).
 */
@Tag("bench")
final class PartsBlockBenchmark {
  private static final int BLOCKS = Integer.getInteger("trimunit.bench.blocks", 40);

  @TempDir private Path folder;

  @Test
  void from_block_to_refusal() throws Exception {
    List<String> rows =
        new ArrayList<>(
            List.of(
                "what,connection,blocks,order_p50_ms,order_p95_ms,refused_p50_ms,refused_p95_ms"));
    try (BenchOfParts bench = BenchOfParts.open(folder, Faults.NONE);
        GatewayService service = GatewayService.start(bench::inside, settings())) {
      for (String pattern : List.of(PartsInternet.WEATHER + ":8081/tcp", PartsInternet.WEATHER)) {
        for (String how : List.of("new", "kept")) {
          if (pattern.contains(":") || how.equals("new")) {
            rows.add(row(bench, service, pattern, how));
          }
        }
      }
    }
    rows.forEach(System.out::println);
    Path out = Path.of(System.getProperty("trimunit.bench.out", "target/bench"));
    Files.createDirectories(out);
    Files.write(out.resolve("parts-block.csv"), rows);
  }

  private static GatewaySettings settings() {
    return new GatewaySettings(
        new NftSettings(
            Topology.LAN_BRIDGE,
            53,
            Map.of(1, BenchOfParts.NEIGHBOUR.mac()),
            Set.of(),
            Set.of(),
            Topology.UPLINK),
        List.of(Network.LAN.ipv4(1)),
        List.of(Topology.INTERNET_RESOLVER),
        Map.of(BenchOfParts.NEIGHBOUR.ipv4(), 1));
  }

  private static String row(BenchOfParts bench, GatewayService service, String pattern, String how)
      throws IOException, InterruptedException {
    Path flips = bench.flips(PartsInternet.WEATHER, 8081, how);
    List<Double> orders = new ArrayList<>();
    List<Double> refusals = new ArrayList<>();
    DeviceGateway gateway = new DeviceGateway(service, 1);
    int seen = await(flips, 0, "answers").number();
    for (int i = 0; i < BLOCKS; i++) {
      long start = System.nanoTime();
      Block block =
          gateway.block(
              Set.of(DestinationPattern.parse(pattern)),
              Set.of(),
              Strength.NORMAL,
              BlockAnswer.LOOPBACK);
      orders.add((System.nanoTime() - start) / 1e6);
      Flip refused = await(flips, seen, "refused");
      refusals.add((refused.nanos() - start) / 1e6);
      block.close();
      seen = await(flips, refused.number(), "answers").number();
    }
    bench.end("flips");
    return String.format(
        Locale.ROOT,
        "%s,%s,%d,%.1f,%.1f,%.1f,%.1f",
        pattern.contains(":") ? "a port of a name" : "a name",
        how,
        BLOCKS,
        share(orders, 50),
        share(orders, 95),
        share(refusals, 50),
        share(refusals, 95));
  }

  /**
   * When it began or ended to answer, by the kernel's monotonic clock, which is that of all
   * processes.
   */
  private record Flip(int number, long nanos) {}

  private static Flip await(Path flips, int from, String state)
      throws IOException, InterruptedException {
    while (true) {
      List<String> lines = Files.readAllLines(flips);
      for (int number = from; number < lines.size(); number++) {
        if (lines.get(number).endsWith(" " + state)) {
          String line = lines.get(number);
          return new Flip(number + 1, Long.parseLong(line.substring(0, line.indexOf(' '))));
        }
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static double share(List<Double> values, int percent) {
    Collections.sort(values);
    return values.get((values.size() - 1) * percent / 100);
  }
}
