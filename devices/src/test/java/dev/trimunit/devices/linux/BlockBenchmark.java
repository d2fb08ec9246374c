// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.linux.GatewaySettings.Resolver;
import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.needs.Machine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * From "block" to the first refused query of a device that asks every five milliseconds, with our
 * resolver and with BIND, in network namespaces: {@code mvn -Pbench}. Properties: {@code
 * trimunit.bench.out}, {@code .blocks} (40).
 */
@Tag("bench")
final class BlockBenchmark {
  private static final int BLOCKS = Integer.getInteger("trimunit.bench.blocks", 40);
  private static final String NAME = "api.cloud.example";
  private static final BlockPlan PLAN =
      new BlockPlan(Set.of(DestinationPattern.parse("cloud.example")), Set.of(), Strength.NORMAL);

  @Test
  void from_block_to_refusal() throws IOException {
    List<String> rows =
        new ArrayList<>(
            List.of("resolver,blocks,order_p50_ms,order_p99_ms,refused_p50_ms,refused_p99_ms"));
    for (Resolver resolver : Resolver.values()) {
      if (resolver == Resolver.BIND && !Machine.has("named")) {
        System.out.println("Left out: bind9 is not installed");
        continue;
      }
      rows.add(row(resolver));
    }
    rows.forEach(System.out::println);
    Path out = Path.of(System.getProperty("trimunit.bench.out", "target/bench"));
    Files.createDirectories(out);
    Files.write(out.resolve("block.csv"), rows);
  }

  private static String row(Resolver resolver) throws IOException {
    try (LabNet net = LabNet.open()) {
      Process names =
          net.sandbox.start(
              NamespaceName.INTERNET, Peer.command("names", "192.0.2.53", NAME + "=203.0.113.7"));
      Peer.awaitLine(names, "listening");
      try (GatewayProcess gateway = gateway(net, resolver)) {
        String server = Network.LAN.ipv4(1).toString();
        Process asker =
            net.sandbox.start(LabNet.DEVICE.name(), Peer.command("flips", server, NAME));
        return measured(resolver, gateway, asker.inputReader(StandardCharsets.UTF_8));
      }
    }
  }

  private static String measured(Resolver resolver, GatewayProcess gateway, BufferedReader flips)
      throws IOException {
    List<Double> orders = new ArrayList<>();
    List<Double> refusals = new ArrayList<>();
    await(flips, "203.0.113.7");
    for (int i = 0; i < BLOCKS; i++) {
      long start = System.nanoTime();
      gateway.apply(1, PLAN, BlockAnswer.LOOPBACK);
      orders.add((System.nanoTime() - start) / 1e6);
      refusals.add((await(flips, "127.0.0.1") - start) / 1e6);
      gateway.apply(1, BlockPlan.open(), BlockAnswer.LOOPBACK);
      await(flips, "203.0.113.7");
    }
    return String.format(
        Locale.ROOT,
        "%s,%d,%.1f,%.1f,%.1f,%.1f",
        resolver == Resolver.OWN ? "trimunit" : "bind9",
        BLOCKS,
        share(orders, 50),
        share(orders, 99),
        share(refusals, 50),
        share(refusals, 99));
  }

  /** The kernel's monotonic clock is the same in all processes. */
  private static long await(BufferedReader flips, String address) throws IOException {
    String line = flips.readLine();
    while (line != null && !line.endsWith("[" + address + "]")) {
      line = flips.readLine();
    }
    if (line == null) {
      throw new IOException("Whoever asks has ended");
    }
    return Long.parseLong(line.substring(0, line.indexOf(' ')));
  }

  private static GatewayProcess gateway(LabNet net, Resolver resolver) {
    return GatewayProcess.start(
        command -> net.sandbox.inside(NamespaceName.GATEWAY, command),
        new GatewaySettings(
                new NftSettings(
                    Topology.LAN_BRIDGE, 53, Map.of(1, LabNet.DEVICE.mac()), Set.of(), Set.of()),
                List.of(Network.LAN.ipv4(1), Network.LAN.ipv6(1)),
                List.of(Topology.INTERNET_RESOLVER),
                Map.of(LabNet.DEVICE.ipv4(), 1))
            .with(resolver));
  }

  private static double share(List<Double> values, int percent) {
    Collections.sort(values);
    return values.get((values.size() - 1) * percent / 100);
  }
}
