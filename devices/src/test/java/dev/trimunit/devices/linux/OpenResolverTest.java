// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.linux.GatewaySettings.Resolver;
import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.needs.Needs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The resolver answers who comes in by the LAN's interface, and nobody else. */
@Tag("slow")
@ParameterizedClass
@EnumSource(Resolver.class)
@Needs(programs = "nft", also = Namespaces.class)
final class OpenResolverTest {
  private static final int MARK = 1;
  private static final String NAME = "api.cloud.example";
  private static final String ADDRESS = "203.0.113.7";
  @Parameter Resolver resolver;
  private LabNet net;
  private GatewayProcess gateway;

  @BeforeEach
  void start() {
    net = LabNet.open();
    Process names =
        net.sandbox.start(
            NamespaceName.INTERNET, Peer.command("names", "192.0.2.53", NAME + "=" + ADDRESS));
    Peer.awaitLine(names, "listening");
    for (String route :
        List.of("198.18.0.0/24 via 198.19.0.2", "2001:db8:18::/64 via 2001:db8:1900::2")) {
      ip(NamespaceName.INTERNET, "ip route add " + route);
    }
    NftSettings firewall =
        new NftSettings(
            Topology.LAN_BRIDGE, 53, Map.of(MARK, LabNet.DEVICE.mac()), Set.of(), Set.of());
    gateway =
        GatewayProcess.start(
            command -> net.sandbox.inside(NamespaceName.GATEWAY, command),
            new GatewaySettings(
                    firewall,
                    List.of(Network.LAN.ipv4(1), Network.LAN.ipv6(1)),
                    List.of(Topology.INTERNET_RESOLVER),
                    Map.of(LabNet.DEVICE.ipv4(), MARK, LabNet.DEVICE.ipv6(), MARK))
                .with(resolver));
  }

  @AfterEach
  void stop() {
    gateway.close();
    net.close();
  }

  @Test
  void whoever_comes_from_outside_gets_no_answer_by_the_firewall_and_none_by_the_process() {
    assertAnswers(LabNet.DEVICE.name(), true);
    assertAnswers(LabNet.LAN_PHONE.name(), true);
    assertAnswers(NamespaceName.GATEWAY, true);
    assertAnswers(NamespaceName.INTERNET, false);
    ip(NamespaceName.GATEWAY, "nft delete table inet trimunit");
    assertAnswers(NamespaceName.INTERNET, false);
    assertAnswers(LabNet.LAN_PHONE.name(), true);
  }

  @Test
  void whoever_takes_the_address_of_a_device_is_not_taken_for_it() {
    ip(LabNet.DEVICE.name(), "ip link set eth0 down");
    NamespaceName thief = LabNet.LAN_PHONE.name();
    ip(thief, "ip addr add " + LabNet.DEVICE.ipv4() + "/32 dev eth0");
    String router = Network.LAN.ipv4(1).toString();
    String stolen = LabNet.DEVICE.ipv4().toString();
    assertThat(peer(thief, "ask", router, NAME, "A", stolen)).doesNotContain(ADDRESS);
    assertThat(gateway.read(MARK).dns()).isEmpty();
    assertThat(peer(thief, "ask-each", NAME, router)).as("by its own").contains(ADDRESS);
  }

  private void assertAnswers(NamespaceName from, boolean answers) {
    String ipv4 = Network.LAN.ipv4(1).toString();
    String ipv6 = Network.LAN.ipv6(1).toString();
    List<String> lines = peer(from, "ask-each", NAME, ipv4, ipv6).lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines)
        .as("from %s by %s", from.text(), resolver)
        .allSatisfy(line -> assertThat(line.contains(ADDRESS)).as(line).isEqualTo(answers));
  }

  private String peer(NamespaceName where, String... arguments) {
    return Program.attempt(net.sandbox.inside(where, Peer.command(arguments)), "").out();
  }

  private void ip(NamespaceName where, String command) {
    net.sandbox.run(where, List.of(command.split(" ")), "");
  }
}
