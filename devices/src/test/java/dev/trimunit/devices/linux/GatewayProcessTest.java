// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.linux.GatewaySettings.Resolver;
import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.needs.Needs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
@ParameterizedClass
@EnumSource(Resolver.class)
@Needs(programs = "nft", also = Namespaces.class)
final class GatewayProcessTest {
  @Parameter Resolver resolver;

  private static final int MARK = 1;
  private static final IpAddress CLOUD = IpAddress.parse("203.0.113.7");
  private static final IpAddress OTHER_RESOLVER = IpAddress.parse("198.51.100.53");
  private static final String NAME = "api.cloud.example";
  private static final String REAL = "[203.0.113.7]";
  private static final String LOOPBACK = "[127.0.0.1]";

  private LabNet net;
  private Process names;
  private GatewayProcess gateway;

  @BeforeEach
  void start() {
    net = LabNet.open();
    names =
        net.sandbox.start(
            NamespaceName.INTERNET,
            Peer.command("names", "192.0.2.53", OTHER_RESOLVER.toString(), NAME + "=" + CLOUD));
    Peer.awaitLine(names, "listening");
    gateway = startGateway();
  }

  @AfterEach
  void stop() {
    gateway.close();
    net.close();
  }

  @Test
  void a_name_is_overridden_for_one_device_in_both_families_of_transport() {
    block("cloud.example", Strength.NORMAL);
    assertThat(ask(LabNet.DEVICE, Network.LAN.ipv4(1))).isEqualTo(LOOPBACK);
    assertThat(ask(LabNet.DEVICE, Network.LAN.ipv6(1))).isEqualTo(LOOPBACK);
    assertThat(ask(LabNet.LAN_PHONE, Network.LAN.ipv4(1))).isEqualTo(REAL);
    GatewayReading reading = gateway.read(MARK);
    assertThat(reading.overridden().values()).containsExactly(2L);
    assertThat(reading.dns()).hasSize(2);
    gateway.apply(MARK, BlockPlan.open(), BlockAnswer.LOOPBACK);
    assertThat(ask(LabNet.DEVICE, Network.LAN.ipv4(1))).isEqualTo(REAL);
  }

  @Test
  void another_resolver_is_seen_and_under_a_strong_block_answered_by_ours() {
    block("cloud.example", Strength.NORMAL);
    assertThat(ask(LabNet.DEVICE, OTHER_RESOLVER)).isEqualTo(REAL);
    assertThat(gateway.read(MARK).asked()).hasSize(1);
    block("cloud.example", Strength.STRONG);
    assertThat(ask(LabNet.DEVICE, OTHER_RESOLVER)).isEqualTo(LOOPBACK);
    assertThat(gateway.read(MARK).overridden().values()).containsExactly(1L);
    assertThat(ask(LabNet.LAN_PHONE, OTHER_RESOLVER)).isEqualTo(REAL);
  }

  @Test
  void who_talks_to_more_remote_ends_than_the_firewall_counts_makes_no_evidence() {
    assertThat(gateway.read(MARK).passed()).isEmpty();
    String talks =
        IntStream.rangeClosed(1, StationRules.MOST_WATCHED)
            .mapToObj(port -> "%d . %s . tcp . %d".formatted(MARK, CLOUD, port))
            .collect(Collectors.joining(", "));
    net.sandbox.run(
        NamespaceName.GATEWAY,
        List.of("nft", "-f", "-"),
        "add element %s passed_port4_%d { %s }\n".formatted(NftTable.NAME, MARK, talks));

    assertThatThrownBy(() -> gateway.read(MARK))
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("The device talked to 65535 remote ends or more")
        .hasMessageContaining("passed_port4_1");
  }

  @Test
  void a_port_of_a_name_is_refused_from_the_answer_on() {
    try (TcpServer server = TcpServer.on(net, CLOUD, 443, 8080)) {
      block("=" + NAME + ":443/tcp", Strength.NORMAL);
      assertThat(ask(LabNet.DEVICE, Network.LAN.ipv4(1))).isEqualTo(REAL);
      assertThat(server.accepts(LabNet.DEVICE, CLOUD, 443)).isFalse();
      assertThat(server.accepts(LabNet.DEVICE, CLOUD, 8080)).isTrue();
      GatewayReading reading = gateway.read(MARK);
      assertThat(reading.dropped().values()).containsExactly(1L);
      assertThat(reading.passed().keySet()).containsExactly(new Refusal(MARK, CLOUD, 6, 8080));
    }
  }

  @Test
  void what_is_refused_by_name_is_overridden_and_a_learned_address_refused() {
    DestinationPattern pattern = DestinationPattern.parse("=" + NAME + ":443/tcp");
    Set<Destination> known = Set.of(Destination.parse(NAME + ":443/tcp"));
    gateway.learn(MARK, DnsName.of(NAME), CLOUD);
    BlockPlan plan =
        new BlockPlan(Set.of(pattern), known, Strength.STRONG, Set.of(DnsName.of(NAME)));
    gateway.apply(MARK, plan, BlockAnswer.LOOPBACK);
    assertThat(ask(LabNet.DEVICE, Network.LAN.ipv4(1))).isEqualTo(LOOPBACK);
    try (TcpServer server = TcpServer.on(net, CLOUD, 443)) {
      assertThat(server.accepts(LabNet.DEVICE, CLOUD, 443)).isFalse();
    }
    assertThat(gateway.read(MARK).dropped()).containsEntry(pattern, 1L);
  }

  @Test
  void when_its_process_is_killed_nothing_leaks_and_the_next_one_takes_over() {
    block("cloud.example", Strength.STRONG);
    gateway.learn(MARK, DnsName.of(NAME), CLOUD);
    killGateway();
    assertThatThrownBy(() -> gateway.read(MARK))
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("process is gone");
    assertThat(ask(LabNet.DEVICE, Network.LAN.ipv4(1))).isEmpty();
    assertThat(ask(LabNet.DEVICE, OTHER_RESOLVER)).isEmpty();
    gateway = startGateway();
    assertThat(ask(LabNet.DEVICE, Network.LAN.ipv4(1))).isEqualTo(REAL);
  }

  @Test
  void a_port_in_use_is_a_clear_refusal_and_touches_nothing() {
    assertThatThrownBy(this::startGateway)
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("The resolver cannot use")
        .hasMessageContaining("53");
    List<String> list = List.of("nft", "list", "tables");
    assertThat(net.sandbox.run(NamespaceName.GATEWAY, list, "")).contains("trimunit");
  }

  @Test
  void its_end_leaves_no_rule() {
    gateway.close();
    List<String> list = List.of("nft", "list", "tables");
    assertThat(net.sandbox.run(NamespaceName.GATEWAY, list, "")).doesNotContain("trimunit");
  }

  private GatewayProcess startGateway() {
    NftSettings firewall =
        new NftSettings(
            Topology.LAN_BRIDGE, 53, Map.of(MARK, LabNet.DEVICE.mac()), Set.of(), Set.of());
    return GatewayProcess.start(
        command -> net.sandbox.inside(NamespaceName.GATEWAY, command),
        new GatewaySettings(
                firewall,
                List.of(Network.LAN.ipv4(1), Network.LAN.ipv6(1)),
                List.of(Topology.INTERNET_RESOLVER),
                Map.of(LabNet.DEVICE.ipv4(), MARK, LabNet.DEVICE.ipv6(), MARK))
            .with(resolver));
  }

  private void killGateway() {
    gateway.kill();
  }

  private void block(String pattern, Strength strength) {
    Set<DestinationPattern> patterns = Set.of(DestinationPattern.parse(pattern));
    gateway.apply(MARK, new BlockPlan(patterns, Set.of(), strength), BlockAnswer.LOOPBACK);
  }

  private String ask(Station station, IpAddress resolver) {
    List<String> command = Peer.command("ask", resolver.toString(), NAME, "A");
    return Program.attempt(net.sandbox.inside(station.name(), command), "").out().strip();
  }
}
