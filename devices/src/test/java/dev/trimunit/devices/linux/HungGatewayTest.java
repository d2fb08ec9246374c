// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.linux.GatewaySettings.Resolver;
import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A gateway that neither ends nor answers voids the trials under way, and no later one. */
@Tag("slow")
@Needs(programs = "nft", also = Namespaces.class)
final class HungGatewayTest {
  private static final int DEVICE = 1;
  private static final int OTHER = 2;
  private static final Set<DestinationPattern> BLOCKED =
      Set.of(DestinationPattern.parse("cloud.example"));
  private LabNet net;
  private GatewayService service;

  @BeforeEach
  void start() {
    net = LabNet.open();
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
                    List.of(Network.LAN.ipv4(1)),
                    List.of(Topology.INTERNET_RESOLVER),
                    Map.of(LabNet.DEVICE.ipv4(), DEVICE, LabNet.LAN_PHONE.ipv4(), OTHER))
                .with(Resolver.OWN),
            Duration.ofSeconds(3));
  }

  @AfterEach
  void stop() {
    service.close();
    net.close();
  }

  @Test
  void a_stopped_process_is_ended_its_trials_are_void_and_a_fresh_one_takes_over()
      throws Exception {
    Block block = block(DEVICE);
    Block others = block(OTHER);
    ProcessHandle process = gateway();
    Program.run(List.of("kill", "-STOP", Long.toString(process.pid())), "");
    assertThatThrownBy(block::evidence)
        .isInstanceOf(LabFault.class)
        .hasMessageContaining("did not answer within PT3S and was ended");
    assertThatThrownBy(others::evidence).isInstanceOf(LabFault.class);
    block.close();
    others.close();
    assertThat(process.onExit().get()).returns(false, ProcessHandle::isAlive);
    try (Block next = block(DEVICE)) {
      assertThat(next.evidence()).hasSize(1);
    }
  }

  private Block block(int mark) {
    return new DeviceGateway(service, mark).block(BLOCKED, Set.of(), Strength.NORMAL);
  }

  /** The process itself, not what put it into its namespace. */
  private static ProcessHandle gateway() {
    return ProcessHandle.current()
        .descendants()
        .filter(each -> words(each).matches("\\S*java .*" + GatewayMain.class.getName() + " ?"))
        .findFirst()
        .orElseThrow();
  }

  private static String words(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return Files.readString(file).replace('\0', ' ');
    } catch (IOException e) {
      return ""; // it has ended
    }
  }
}
