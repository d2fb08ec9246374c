// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.gateway.CachingUpstream;
import dev.trimunit.devices.gateway.DeviceDns;
import dev.trimunit.devices.gateway.DnsQueries;
import dev.trimunit.devices.gateway.FirewallRule;
import dev.trimunit.devices.gateway.NameRecords;
import dev.trimunit.devices.gateway.NameSpace;
import dev.trimunit.devices.gateway.RuleFollower;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a new name costs below one that is blocked on a port, the more there are: the answer with
 * the rule of the firewall before it, in a network namespace: {@code mvn -Pbench}. Property: {@code
 * trimunit.bench.out}.
 */
@Tag("bench")
final class NewNameBenchmark {
  private static final int MARK = 1;
  private static final int SAMPLE = 50;
  private static final List<Integer> NAMES = List.of(100, 1_000, 3_000, 6_000);
  private final NameSpace internet = new NameSpace();
  private int name;

  @Test
  void a_new_name_below_a_blocked_port() throws IOException {
    List<String> rows = new ArrayList<>(List.of("names,answer_p50_ms,answer_p99_ms"));
    try (LabNet net = LabNet.open()) {
      NftFirewall firewall =
          NftFirewall.install(
              net.sandbox.inside(NamespaceName.GATEWAY, List.of("nft")),
              new GatewaySettings(
                  new NftSettings(
                      Topology.LAN_BRIDGE,
                      53,
                      Map.of(MARK, LabNet.DEVICE.mac()),
                      Set.of(),
                      Set.of()),
                  List.of(),
                  List.of(),
                  Map.of()));
      Following following = new Following(firewall);
      DeviceDns device =
          new DeviceDns(
              new CachingUpstream(internet, System::nanoTime, 16), Instant::now, following);
      BlockPlan plan =
          new BlockPlan(
              Set.of(DestinationPattern.parse("cloud.example:443/tcp")), Set.of(), Strength.NORMAL);
      device.apply(plan, BlockAnswer.LOOPBACK);
      for (int names : NAMES) {
        following.really = false;
        while (name < names - SAMPLE) {
          ask(device);
        }
        following.really = true;
        rows.add(row(device));
      }
    }
    rows.forEach(System.out::println);
    Path out = Path.of(System.getProperty("trimunit.bench.out", "target/bench"));
    Files.createDirectories(out);
    Files.write(out.resolve("new-name.csv"), rows);
  }

  private String row(DeviceDns device) {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < SAMPLE; i++) {
      millis.add(ask(device) / 1e6);
    }
    Collections.sort(millis);
    return String.format(
        Locale.ROOT, "%d,%.2f,%.2f", name, millis.get(SAMPLE / 2), millis.get(SAMPLE * 99 / 100));
  }

  private long ask(DeviceDns device) {
    DnsName next = DnsName.of("x" + name + ".cloud.example");
    IpAddress address = IpAddress.of(ByteBuffer.allocate(4).putInt(0xc612_0000 + name++).array());
    internet.put(next, new NameRecords(List.of(address), null, 60));
    long start = System.nanoTime();
    device.answer(DnsQueries.query(1, next, "A"), false, true);
    return System.nanoTime() - start;
  }

  /** Between the samples rules only pile up, which they do in one transaction, too. */
  private static final class Following implements RuleFollower {
    private final NftFirewall firewall;
    private final List<FirewallRule> piled = new ArrayList<>();
    private boolean really;

    Following(NftFirewall firewall) {
      this.firewall = firewall;
    }

    @Override
    public void follow(List<FirewallRule> all) {
      firewall.refuse(MARK, List.of());
    }

    @Override
    public void followAlso(List<FirewallRule> more) {
      piled.addAll(more);
      if (really) {
        firewall.refuseAlso(MARK, piled.stream().flatMap(rule -> Refusal.of(MARK, rule)).toList());
        piled.clear();
      }
    }
  }
}
