// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.gateway.policy.LabTimeline;
import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Policy;
import dev.trimunit.needs.Needs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a station meets where the gateway lets through now and then, or the Internet is gone. */
@Tag("slow")
@ParameterizedClass
@EnumSource(GatewaySettings.Resolver.class)
@Needs(
    programs = {"nft", "named"},
    also = Namespaces.class)
final class GatewayWindowsTest {
  @Parameter private GatewaySettings.Resolver resolver;

  private static final int MARK = 1;
  private static final IpAddress CLOUD = IpAddress.parse("203.0.113.7");
  private static final String NAME = "api.cloud.example";
  private static final Destination SERVER = Destination.parse(NAME + ":443/tcp");
  private static final Policy.Window WINDOW =
      new Policy.Window(Duration.ofHours(1), Duration.ofDays(1));

  private LabNet net;
  private GatewayService service;
  private DeviceGateway gateway;
  private Duration ahead = Duration.ZERO;

  @BeforeEach
  void start() {
    net = LabNet.open();
    net.name(NAME, CLOUD);
    service = net.gateway(MARK, resolver);
    gateway = new DeviceGateway(service, MARK);
  }

  @AfterEach
  void stop() {
    service.close();
    net.close();
  }

  @Test
  void a_window_opens_names_and_addresses_and_ends_what_is_still_connected() throws Exception {
    DestinationPattern pattern = DestinationPattern.parse("cloud.example");
    try (TcpServer server = TcpServer.on(net, CLOUD, 443);
        Block block =
            gateway.block(
                Set.of(pattern),
                Set.of(SERVER),
                Strength.NORMAL,
                BlockAnswer.LOOPBACK,
                Map.of(pattern, WINDOW))) {
      assertThat(ask()).isEqualTo("[127.0.0.1]");

      skip(Duration.ofHours(2));
      await(() -> ask().equals("[203.0.113.7]"));
      Process held =
          net.sandbox.start(LabNet.DEVICE.name(), Peer.command("hold", CLOUD.toString(), "443"));
      Peer.awaitLine(held, "holding");
      await(() -> block.timers().get(0).elapsed() == 1);
      assertThat(held.isAlive()).isTrue();

      skip(Duration.ofMinutes(1));
      Peer.awaitLine(held, "lost");
      assertThat(held.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(ask()).isEqualTo("[127.0.0.1]");
      assertThat(server.accepts(LabNet.DEVICE, CLOUD, 443)).isFalse();
      BlockEvidence evidence = block.evidence().get(0);
      assertThat(evidence.evidence()).isEqualTo(Evidence.HELD);
      assertThat(evidence.packetsPassed()).isZero();
      assertThat(evidence.queriesOverridden()).isGreaterThanOrEqualTo(2);
      assertThat(evidence.ways()).contains("let through once, every 1 hour to 1 day: 1 time");
      assertThat(block.timers())
          .containsExactly(new DeviceTimer(DeviceTimer.Kind.WINDOW, "cloud.example", 1));
    }
  }

  @Test
  void the_internet_is_gone_for_one_device_until_it_is_back_or_the_gateway_was_killed() {
    try (Block block = gateway.block(Set.of(), Set.of(SERVER), Strength.NORMAL)) {
      assertThat(ask()).isEqualTo("[203.0.113.7]");
      gateway.internet(false);
      assertThat(net.pings(LabNet.DEVICE, CLOUD)).isFalse();
      assertThat(ask()).isNotEqualTo("[203.0.113.7]");
      assertThat(net.pings(LabNet.LAN_PHONE, CLOUD)).isTrue();
      assertThat(block.evidence()).isEmpty();
      gateway.internet(true);
      assertThat(ask()).isEqualTo("[203.0.113.7]");
      assertThat(net.pings(LabNet.DEVICE, CLOUD)).isTrue();
    }
    gateway.internet(false);
    service.running().kill();
    gateway.internet(true);
    assertThat(net.pings(LabNet.DEVICE, CLOUD)).isTrue();
  }

  @Test
  void the_gateway_says_which_servers_do_not_answer_it() {
    Destination closed = Destination.parse(NAME + ":444/tcp");
    Destination unknown = Destination.parse("nobody.example:443/tcp");
    Destination lookedUp = Destination.parse(NAME + "/name");
    Destination clock = Destination.parse(NAME + ":123/udp");
    try (TcpServer server = TcpServer.on(net, CLOUD, 443)) {
      assertThat(server.accepts(LabNet.LAN_PHONE, CLOUD, 443)).isTrue();
      assertThat(gateway.silent(Set.of(SERVER, closed, unknown, lookedUp, clock)))
          .containsExactlyInAnyOrder(closed, unknown, clock);
      gateway.internet(false);
      assertThat(gateway.silent(Set.of(SERVER))).containsExactly(SERVER);
      gateway.internet(true);
    }
  }

  private void skip(Duration time) {
    ahead = ahead.plus(time);
    Instant now = Instant.now();
    gateway.timeline(new LabTimeline(now, now.plus(ahead), Duration.ZERO, Duration.ZERO));
  }

  /** The gateway looks five times a second. */
  private static void await(BooleanSupplier done) {
    Instant end = Instant.now().plusSeconds(20);
    while (!done.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(end);
      Pause.millis(100);
    }
  }

  private String ask() {
    List<String> command = Peer.command("ask", Network.LAN.ipv4(1).toString(), NAME, "A");
    return Program.attempt(net.sandbox.inside(LabNet.DEVICE.name(), command), "").out().strip();
  }
}
