// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.capture.LocalPrefixes;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PipedCaptureTest {
  private static final IpAddress CLOUD = IpAddress.parse("203.0.113.7");
  @TempDir Path folder;
  private final List<Observation> seen = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(Privilege.class)
  void records_the_device_and_nobody_else(Privilege privilege) {
    try (LabNet net = LabNet.open(privilege)) {
      PipedCapture capture = capture(net);
      Recording recording = capture.start("trial-1");
      net.pings(LabNet.DEVICE, CLOUD);
      net.pings(LabNet.LAN_PHONE, IpAddress.parse("203.0.113.8"));
      assertThat(capture.soFar()).hasSize(1);
      Traffic traffic = recording.stop();
      assertThat(traffic.observations())
          .singleElement()
          .satisfies(
              observation -> {
                assertThat(observation.destination()).hasToString("203.0.113.7/icmp");
                assertThat(observation.packets()).isEqualTo(2);
              });
      assertThat(traffic.droppedPackets()).isZero();
      assertThat(traffic.capture().file()).isNotEmptyFile();
      assertThat(seen).isEqualTo(traffic.observations());
      assertThat(recording.stop()).isEqualTo(traffic);
      recording.close();
      assertThat(traffic.capture().file()).exists();
    }
  }

  @ParameterizedTest
  @EnumSource(Privilege.class)
  void one_at_a_time_and_what_is_not_stopped_is_dropped(Privilege privilege) throws Exception {
    try (LabNet net = LabNet.open(privilege)) {
      PipedCapture capture = capture(net);
      Recording recording = capture.start("trial-1");
      assertThatThrownBy(() -> capture.start("trial-2")).isInstanceOf(LabFault.class);
      recording.close();
      try (var files = Files.list(folder)) {
        assertThat(files).isEmpty();
      }
      capture.start("trial-3").close();
    }
  }

  @ParameterizedTest
  @EnumSource(Privilege.class)
  void a_capture_that_ended_early_is_a_fault_of_the_lab(Privilege privilege) {
    try (LabNet net = LabNet.open(privilege)) {
      Recording recording = capture(net).start("trial-1");
      net.close();
      Pause.millis(200);
      assertThatThrownBy(recording::stop)
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("ended early");
    }
  }

  private PipedCapture capture(LabNet net) {
    return new PipedCapture(
        command -> net.sandbox.inside(NamespaceName.GATEWAY, command),
        PacketTap.of(net.sandbox.privilege()),
        LabNet.DEVICE.port(),
        LabNet.DEVICE.mac(),
        LocalPrefixes.standard().and("198.18.0.0/24").and("2001:db8:18::/64"),
        folder,
        seen::addAll);
  }
}
