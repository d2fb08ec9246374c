// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.needs.Needs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a gateway must survive: one device's trial is void or untouched, and others go on. */
@Tag("slow")
@Needs(programs = "nft", also = Namespaces.class)
final class BadDaysTest {
  private static final int DEVICE = 1;
  private static final int OTHER = 2;
  private static final IpAddress CLOUD = IpAddress.parse("203.0.113.7");
  private static final String NAME = "api.cloud.example";
  private static final String RESOLVER = Network.LAN.ipv4(1).toString();
  private static final Set<DestinationPattern> BLOCKED =
      Set.of(DestinationPattern.parse("cloud.example"));

  private LabNet net;
  private GatewayService service;

  @BeforeEach
  void start() {
    net = LabNet.open();
    Process names =
        net.sandbox.start(
            NamespaceName.INTERNET, Peer.command("names", "192.0.2.53", NAME + "=" + CLOUD));
    Peer.awaitLine(names, "listening");
    service =
        GatewayService.start(
            command -> net.sandbox.inside(NamespaceName.GATEWAY, command),
            new GatewaySettings(
                new NftSettings(
                    Topology.LAN_BRIDGE,
                    53,
                    Map.of(DEVICE, LabNet.DEVICE.mac(), OTHER, LabNet.LAN_PHONE.mac()),
                    Set.of(),
                    Set.of()),
                List.of(Network.LAN.ipv4(1), Network.LAN.ipv6(1)),
                List.of(Topology.INTERNET_RESOLVER),
                Map.of(LabNet.DEVICE.ipv4(), DEVICE, LabNet.LAN_PHONE.ipv4(), OTHER)));
  }

  @AfterEach
  void stop() {
    service.close();
    assertThat(tables()).doesNotContain("trimunit");
    net.close();
  }

  @Test
  void a_flood_of_one_device_does_not_touch_the_trial_of_another() throws Exception {
    try (Block block = block(DEVICE);
        Block watched = block(OTHER)) {
      ask(LabNet.DEVICE, "steady", RESOLVER, NAME, "20");
      List<String> flood = Peer.command("flood", RESOLVER, "flood.example", "20000", "6");
      Process flooder = net.sandbox.start(LabNet.LAN_PHONE.name(), flood);
      Peer.awaitLine(flooder, "flooding");
      String steady = ask(LabNet.DEVICE, "steady", RESOLVER, NAME, "100");
      String sent = Peer.awaitLine(flooder, "sent");
      BlockEvidence evidence = block.evidence().get(0);
      System.out.println("While another device " + sent + " queries in 6 s: " + steady);
      assertThat(steady).startsWith("answered 100 of 100");
      assertThat(evidence.evidence()).isEqualTo(Evidence.HELD);
      assertThat(evidence.queriesOverridden()).isBetween(115L, 125L);
      assertThat(watched.evidence().get(0).evidence()).isEqualTo(Evidence.NOT_EXERCISED);
      assertThat(Long.parseLong(sent.substring("sent ".length()))).isGreaterThan(60_000);
    }
  }

  @Test
  void rubbish_in_queries_harms_nobody_and_is_told_in_printable_words() throws Exception {
    try (Block block = block(DEVICE)) {
      String answered = ask(LabNet.DEVICE, "rubbish", RESOLVER);
      assertThat(answered).contains("answered 8");
      assertThat(ask(LabNet.DEVICE, "ask", RESOLVER, NAME, "A")).isEqualTo("[127.0.0.1]");
      assertThat(block.dns())
          .hasSizeGreaterThanOrEqualTo(7)
          .extracting(DnsEvent::question)
          .allSatisfy(name -> assertThat(name.text()).matches("[!-~]{1,1004}"))
          .anySatisfy(name -> assertThat(name.text()).startsWith("\";\\032drop"));
      assertThat(block.evidence().get(0).evidence()).isEqualTo(Evidence.HELD);
      assertThat(tables()).contains("inet trimunit");
    }
  }

  @Test
  void a_device_with_addresses_that_nobody_gave_it_is_known_by_its_mac() throws Exception {
    net.sandbox.run(
        LabNet.DEVICE.name(), List.of("ip", "addr", "add", "198.18.0.77/24", "dev", "eth0"), "");
    String own6 = LabNet.DEVICE.ipv6().toString();
    try (Block block = block(DEVICE)) {
      assertThat(ask(LabNet.DEVICE, "ask", RESOLVER, NAME, "A", "198.18.0.77"))
          .isEqualTo("[127.0.0.1]");
      assertThat(ask(LabNet.DEVICE, "ask", Network.LAN.ipv6(1).toString(), NAME, "A", own6))
          .isEqualTo("[127.0.0.1]");
      assertThat(block.evidence().get(0).queriesOverridden()).isEqualTo(2);
    }
  }

  @Test
  void a_killed_resolver_voids_the_trials_under_way_and_no_later_one() throws Exception {
    Block block = block(DEVICE);
    Block others = block(OTHER);
    service.running().kill();
    assertThatThrownBy(block::evidence).isInstanceOf(LabFault.class).hasMessageContaining("gone");
    assertThatThrownBy(others::evidence).isInstanceOf(LabFault.class);
    assertThat(ask(LabNet.DEVICE, "ask", RESOLVER, NAME, "A")).contains("PortUnreachable");
    block.close();
    others.close();
    try (Block next = block(DEVICE)) {
      assertThat(ask(LabNet.DEVICE, "ask", RESOLVER, NAME, "A")).isEqualTo("[127.0.0.1]");
      assertThat(next.evidence().get(0).evidence()).isEqualTo(Evidence.HELD);
    }
    try (Block next = block(OTHER)) {
      assertThat(next.evidence().get(0).evidence()).isEqualTo(Evidence.NOT_EXERCISED);
    }
  }

  private Block block(int mark) {
    return gateway(mark).block(BLOCKED, Set.of(), Strength.NORMAL);
  }

  private DeviceGateway gateway(int mark) {
    return new DeviceGateway(service, mark);
  }

  private String ask(Station station, String... arguments) {
    List<String> command = net.sandbox.inside(station.name(), Peer.command(arguments));
    Program.Result result = Program.attempt(command, "");
    return (result.out() + result.err()).strip();
  }

  private String tables() {
    return net.sandbox.run(NamespaceName.GATEWAY, List.of("nft", "list", "tables"), "");
  }
}
