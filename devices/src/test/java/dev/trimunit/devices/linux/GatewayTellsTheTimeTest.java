// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real NTP client makes of a gateway that answers in the place of time servers. */
@Tag("slow")
@Needs(
    programs = {"nft", "conntrack", "chronyd"},
    also = Namespaces.class)
final class GatewayTellsTheTimeTest {
  private static final int MARK = 1;
  private static final IpAddress SERVER = IpAddress.parse("203.0.113.123");
  private static final IpAddress SERVER6 = IpAddress.parse("2001:db8:113::123");
  private static final Destination BY_NAME = Destination.parse("ntp.example:123/udp");
  private static final Pattern WRONG = Pattern.compile("System clock wrong by (-?[\\d.]+) seconds");

  @TempDir private Path folder;
  private LabNet net;
  private GatewayService service;
  private DeviceGateway gateway;

  @BeforeEach
  void start() {
    net = LabNet.open();
    net.name("ntp.example", SERVER);
    service = net.gateway(MARK, GatewaySettings.Resolver.OWN);
    gateway = new DeviceGateway(service, MARK);
  }

  @AfterEach
  void stop() {
    service.close();
    net.close();
  }

  @Test
  void a_name_resolves_and_its_time_is_the_gateways() throws IOException {
    gateway.timeline(
        new LabTimeline(Instant.now(), Instant.now(), Duration.ZERO, Duration.ofHours(5)));
    DestinationPattern pattern = BY_NAME.exactly();
    try (Block block = tell(Map.of(pattern, new Policy.OwnAnswer(Duration.ofDays(1))))) {
      assertThat(wrongBy(LabNet.DEVICE, "ntp.example").orElseThrow())
          .isCloseTo(86_400.0 + 5 * 3_600, within(1.0));
      assertThat(wrongBy(LabNet.LAN_PHONE, "ntp.example")).isEmpty();

      BlockEvidence evidence = block.evidence().get(0);
      assertThat(evidence.evidence()).isEqualTo(Evidence.HELD);
      assertThat(evidence.packetsDropped()).isPositive();
      assertThat(evidence.ways())
          .contains("123/udp at " + SERVER)
          .anyMatch(way -> way.startsWith("answered by the gateway, 1 day ahead: "));
      assertThat(block.timers())
          .singleElement()
          .returns(DeviceTimer.Kind.ANSWER, DeviceTimer::kind)
          .satisfies(timer -> assertThat(timer.elapsed()).isPositive());
    }
    assertThat(wrongBy(LabNet.DEVICE, "ntp.example")).as("nobody is there").isEmpty();
  }

  @Test
  void a_bare_address_is_answered_in_both_families_and_no_other() throws IOException {
    Map<DestinationPattern, Policy> policies =
        Map.of(
            DestinationPattern.parse(SERVER + ":123/udp"), new Policy.OwnAnswer(Duration.ZERO),
            DestinationPattern.parse("[" + SERVER6 + "]:123/udp"),
                new Policy.OwnAnswer(Duration.ZERO));
    try (Block block = tell(policies)) {
      assertThat(wrongBy(LabNet.DEVICE, SERVER.toString()).orElseThrow()).isCloseTo(0, within(1.0));
      assertThat(wrongBy(LabNet.DEVICE, SERVER6.toString()).orElseThrow())
          .isCloseTo(0, within(1.0));
      assertThat(wrongBy(LabNet.DEVICE, "203.0.113.124")).isEmpty();
      assertThat(block.evidence()).allMatch(e -> e.evidence() == Evidence.HELD);
    }
  }

  @Test
  void what_nobody_asked_for_was_not_put_to_the_test() {
    DestinationPattern pattern = BY_NAME.exactly();
    try (Block block = tell(Map.of(pattern, new Policy.OwnAnswer(Duration.ZERO)))) {
      assertThat(block.evidence())
          .singleElement()
          .returns(Evidence.NOT_EXERCISED, BlockEvidence::evidence)
          .returns(List.of("answered by the gateway: 0 times"), BlockEvidence::ways);
    }
  }

  private Block tell(Map<DestinationPattern, Policy> policies) {
    return gateway.block(
        policies.keySet(), Set.of(BY_NAME), Strength.NORMAL, BlockAnswer.LOOPBACK, policies);
  }

  /** What chronyd says of the machine's clock; empty if no server answers. */
  private Optional<Double> wrongBy(Station station, String server) throws IOException {
    Path resolver = folder.resolve("resolv.conf");
    Files.writeString(resolver, "nameserver " + Network.LAN.ipv4(1) + "\n");
    String ask =
        "mount --bind %s /etc/resolv.conf && exec chronyd -Q -t 5 -u root 'cmdport 0' 'pidfile %s' 'server %s iburst'"
            .formatted(resolver, folder.resolve("chronyd.pid"), server);
    Program.Result said =
        Program.attempt(
            net.sandbox.inside(station.name(), List.of("unshare", "-m", "sh", "-c", ask)), "");
    Matcher found = WRONG.matcher(said.out() + said.err());
    return found.find() ? Optional.of(Double.parseDouble(found.group(1))) : Optional.empty();
  }
}
