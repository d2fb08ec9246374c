// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.gateway.FirewallRule;
import dev.trimunit.devices.gateway.policy.TimeServer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.needs.Needs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
@Needs(programs = "nft", also = Namespaces.class)
final class NftFirewallTest {
  private static final int MARK = 1;
  private static final IpAddress CLOUD = IpAddress.parse("203.0.113.7");
  private static final IpAddress CLOUD6 = IpAddress.parse("2001:db8:113::7");
  private static final IpAddress DOH = IpAddress.parse("198.51.100.8");

  private LabNet net;
  private List<String> nft;
  private NftFirewall firewall;

  @BeforeEach
  void install() {
    net = LabNet.open();
    nft = net.sandbox.inside(NamespaceName.GATEWAY, List.of("nft"));
    firewall = NftFirewall.install(nft, settings(Set.of()));
  }

  @AfterEach
  void close() {
    net.close();
  }

  @Test
  void the_kernel_takes_the_text_also_with_everything_in_it() {
    String text =
        NftTable.create(
            settings(Set.of(LabNet.DEVICE.mac())),
            List.of(
                new TimeServer.Door(MARK, Station.Network.LAN.ipv4(1), 40_001),
                new TimeServer.Door(MARK, Station.Network.LAN.ipv6(1), 40_002)));
    assertThat(NftFirewall.check(nft, text)).returns(0, Program.Result::exit);
  }

  @Test
  void a_refused_host_gets_no_packet_and_each_attempt_counts() {
    refuse("203.0.113.7/icmp", CLOUD);
    assertThat(pings(LabNet.DEVICE, CLOUD)).isFalse();
    assertThat(firewall.counters(MARK).dropped())
        .containsExactly(Map.entry(new Refusal(MARK, CLOUD, 1, Refusal.ANY), 1L));
    assertThat(pings(LabNet.DEVICE, CLOUD6)).isTrue();
  }

  @Test
  void icmp_means_both_families() {
    refuse("cloud.example/icmp", CLOUD6);
    assertThat(pings(LabNet.DEVICE, CLOUD6)).isFalse();
    assertThat(pings(LabNet.DEVICE, CLOUD)).isTrue();
  }

  @Test
  void nobody_else_on_the_lan_notices() {
    refuse("203.0.113.7", CLOUD);
    assertThat(pings(LabNet.LAN_PHONE, CLOUD)).isTrue();
    assertThat(firewall.counters(MARK).passed()).isEmpty();
  }

  @Test
  void what_passes_is_counted_in_both_directions() {
    assertThat(pings(LabNet.DEVICE, CLOUD)).isTrue();
    assertThat(firewall.counters(MARK).passed())
        .containsExactly(Map.entry(new Refusal(MARK, CLOUD, 1, Refusal.ANY), 2L));
  }

  @Test
  void one_port_is_refused_at_once_and_others_are_not() {
    try (TcpServer server = TcpServer.on(net, CLOUD, 443, 8080)) {
      refuse("cloud.example:443/tcp", CLOUD);
      assertThat(server.accepts(LabNet.DEVICE, CLOUD, 443)).isFalse();
      assertThat(server.accepts(LabNet.DEVICE, CLOUD, 8080)).isTrue();
      assertThat(server.accepts(LabNet.LAN_PHONE, CLOUD, 443)).isTrue();
      firewall.refuse(MARK, List.of());
      assertThat(server.accepts(LabNet.DEVICE, CLOUD, 443)).isTrue();
    }
  }

  @Test
  void a_packet_counts_for_every_pattern_that_covers_it() {
    FirewallRule host = rule("cloud.example", CLOUD);
    FirewallRule proto = rule("cloud.example/icmp", CLOUD);
    firewall.refuse(MARK, List.of(host, proto).stream().flatMap(r -> Refusal.of(MARK, r)).toList());
    assertThat(pings(LabNet.DEVICE, CLOUD)).isFalse();
    assertThat(firewall.counters(MARK).dropped().values()).containsExactly(1L, 1L);
  }

  @Test
  void dns_over_tls_and_known_dns_over_https_are_named_and_under_strong_blocks_refused() {
    try (TcpServer server = TcpServer.on(net, DOH, 443, 853)) {
      assertThat(server.accepts(LabNet.DEVICE, DOH, 853)).isTrue();
      firewall.strong(MARK, true);
      assertThat(server.accepts(LabNet.DEVICE, DOH, 853)).isFalse();
      assertThat(server.accepts(LabNet.DEVICE, DOH, 443)).isFalse();
      assertThat(server.accepts(LabNet.LAN_PHONE, DOH, 853)).isTrue();
      assertThat(firewall.counters(MARK).encrypted().keySet())
          .containsExactlyInAnyOrder(
              new Refusal(MARK, DOH, 6, 853), new Refusal(MARK, DOH, 6, 443));
      firewall.strong(MARK, false);
      firewall.strong(MARK, false);
      assertThat(server.accepts(LabNet.DEVICE, DOH, 853)).isTrue();
    }
  }

  @Test
  void an_isolated_device_reaches_the_gateway_and_nobody_else_on_the_lan() {
    assertThat(pings(LabNet.DEVICE, LabNet.LAN_PHONE.ipv4())).isTrue();
    NftFirewall.install(nft, settings(Set.of(LabNet.DEVICE.mac())));
    assertThat(pings(LabNet.DEVICE, LabNet.LAN_PHONE.ipv4())).isFalse();
    assertThat(pings(LabNet.DEVICE, Station.Network.LAN.ipv4(1))).isTrue();
    assertThat(pings(LabNet.DEVICE, CLOUD)).isTrue();
  }

  @Test
  void the_next_start_replaces_what_a_killed_run_left_and_the_end_leaves_nothing() {
    refuse("203.0.113.7", CLOUD);
    NftFirewall next = NftFirewall.install(nft, settings(Set.of()));
    assertThat(pings(LabNet.DEVICE, CLOUD)).isTrue();
    next.close();
    next.close();
    String rules = net.sandbox.run(NamespaceName.GATEWAY, List.of("nft", "list", "tables"), "");
    assertThat(rules).doesNotContain("trimunit");
  }

  @Test
  void who_says_to_have_the_address_of_another_is_known_though_nobody_hears_it() {
    assertThat(NftFirewall.pretenders(nft)).isEmpty();
    String address = LabNet.DEVICE.ipv4() + "/24";
    net.sandbox.run(
        LabNet.LAN_PHONE.name(),
        List.of("ip", "addr", "flush", "dev", "eth0", "scope", "global"),
        "");
    net.sandbox.run(
        LabNet.LAN_PHONE.name(), List.of("ip", "addr", "add", address, "dev", "eth0"), "");
    assertThat(pings(LabNet.LAN_PHONE, Station.Network.LAN.ipv4(1))).isFalse();
    assertThat(NftFirewall.pretenders(nft))
        .containsExactly(Map.entry(LabNet.DEVICE.ipv4(), LabNet.LAN_PHONE.mac()));
    firewall.close();
    assertThat(NftFirewall.pretenders(nft)).isEmpty();
  }

  /** As after a minute in which nobody renewed them, without the minute. */
  @Test
  void rules_that_nobody_renews_refuse_nothing_more_until_they_are_renewed() {
    try (TcpServer server = TcpServer.on(net, CLOUD, 443)) {
      refuse("203.0.113.7", CLOUD);
      assertThat(server.accepts(LabNet.DEVICE, CLOUD, 443)).isFalse();
      nft("list set inet trimunit renewed").contains("timeout 1m expires 5");
      nft("delete element inet trimunit renewed { lan0 }");
      assertThat(server.accepts(LabNet.DEVICE, CLOUD, 443)).isTrue();
      firewall.renew(settings(Set.of()).firewall());
      assertThat(server.accepts(LabNet.DEVICE, CLOUD, 443)).isFalse();
      firewall.renew(settings(Set.of()).firewall());
      nft("list set inet trimunit renewed").containsOnlyOnce("lan0");
    }
  }

  private AbstractStringAssert<?> nft(String words) {
    List<String> command = new ArrayList<>(nft);
    command.addAll(List.of(words.split(" ")));
    return assertThat(Program.run(command, ""));
  }

  private void refuse(String pattern, IpAddress address) {
    firewall.refuse(MARK, Refusal.of(MARK, rule(pattern, address)).toList());
  }

  private static FirewallRule rule(String pattern, IpAddress address) {
    DestinationPattern parsed = DestinationPattern.parse(pattern);
    return new FirewallRule(parsed, address, parsed.transport(), parsed.port());
  }

  private static GatewaySettings settings(Set<MacAddress> isolated) {
    return new GatewaySettings(
        new NftSettings(
            Topology.LAN_BRIDGE, 53, Map.of(MARK, LabNet.DEVICE.mac()), Set.of(DOH), isolated),
        List.of(Station.Network.LAN.ipv4(1), Station.Network.LAN.ipv6(1)),
        List.of(),
        Map.of(LabNet.DEVICE.ipv4(), MARK, LabNet.DEVICE.ipv6(), MARK));
  }

  private boolean pings(Station from, IpAddress to) {
    return net.pings(from, to);
  }
}
