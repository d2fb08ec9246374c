// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.capture.LocalPrefixes;
import dev.trimunit.devices.capture.file.LivePackets;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.lab.Traffic;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
@Needs(programs = "tcpdump", also = Namespaces.class)
final class PipedCaptureTest {
  private static final IpAddress CLOUD = IpAddress.parse("203.0.113.7");
  @TempDir Path folder;
  private final List<Observation> seen = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"ROOT, TCPDUMP", "ROOT, LIBPCAP", "ROOTLESS, LIBPCAP"})
  void records_the_device_and_nobody_else(Privilege privilege, PacketTap tap) {
    try (LabNet net = LabNet.open(privilege)) {
      PipedCapture capture = capture(net, tap);
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
  @CsvSource({"ROOT, TCPDUMP", "ROOT, LIBPCAP", "ROOTLESS, LIBPCAP"})
  void one_at_a_time_and_what_is_not_stopped_is_dropped(Privilege privilege, PacketTap tap)
      throws Exception {
    try (LabNet net = LabNet.open(privilege)) {
      PipedCapture capture = capture(net, tap);
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
  @CsvSource({"ROOT, TCPDUMP", "ROOT, LIBPCAP", "ROOTLESS, LIBPCAP"})
  void a_capture_that_ended_early_is_a_fault_of_the_lab(Privilege privilege, PacketTap tap) {
    try (LabNet net = LabNet.open(privilege)) {
      Recording recording = capture(net, tap).start("trial-1");
      net.close();
      Pause.millis(200);
      assertThatThrownBy(recording::stop)
          .isInstanceOf(LabFault.class)
          .hasMessageContaining("ended early");
    }
  }

  /** The tap stands still while packets come, as on a machine with too much to do. */
  @ParameterizedTest
  @Timeout(60)
  @CsvSource({"ROOT, TCPDUMP", "ROOT, LIBPCAP", "ROOTLESS, LIBPCAP"})
  void what_a_capture_lost_is_counted(Privilege privilege, PacketTap tap) {
    try (LabNet net = LabNet.open(privilege)) {
      PipedCapture capture = capture(net, tap);
      Recording recording = capture.start("trial-1");
      signal(tap, "-STOP");
      String resolver = Station.Network.LAN.ipv4(1).toString();
      Process flood =
          net.sandbox.start(
              LabNet.DEVICE.name(), Peer.command("flood", resolver, "flood.example", "60000", "1"));
      Peer.awaitLine(flood, "flooding");
      long sent = Long.parseLong(Peer.awaitLine(flood, "sent").substring("sent ".length()));
      for (int i = 0; i < 5; i++) {
        signal(tap, "-CONT"); // nsenter stops itself when its child does, and may be late
        Pause.millis(50);
      }
      Traffic traffic = recording.stop();
      assertThat(traffic.droppedPackets()).isPositive().isLessThanOrEqualTo(2 * sent);
    }
  }

  /**
   * To what captures, not to the programs that have entered its namespace. Its command line is read
   * as a whole: {@link ProcessHandle.Info} tells the first 4,096 characters, which a class path
   * alone may fill.
   */
  private static void signal(PacketTap tap, String signal) {
    String name = tap == PacketTap.TCPDUMP ? "tcpdump" : LivePackets.class.getName();
    List<ProcessHandle> taps =
        ProcessHandle.current()
            .descendants()
            .filter(each -> commandLine(each).contains(name))
            .toList();
    assertThat(taps).isNotEmpty();
    taps.forEach(each -> Program.run(List.of("kill", signal, Long.toString(each.pid())), ""));
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException e) {
      return ""; // It has ended.
    }
  }

  @Test
  void the_phone_is_recorded_by_its_mac_as_a_device_is() {
    try (LabNet net = LabNet.open()) {
      PacketTap tap = PacketTap.of(net.sandbox.privilege());
      PipedCapture capture = capture(net, tap, LabNet.LAN_PHONE);
      Recording recording = capture.start("phone-1");
      net.pings(LabNet.DEVICE, CLOUD);
      net.pings(LabNet.LAN_PHONE, IpAddress.parse("203.0.113.8"));
      assertThat(recording.stop().observations())
          .extracting(o -> o.destination().toString())
          .containsExactly("203.0.113.8/icmp");
    }
  }

  private PipedCapture capture(LabNet net, PacketTap tap) {
    return capture(net, tap, LabNet.DEVICE);
  }

  private PipedCapture capture(LabNet net, PacketTap tap, Station station) {
    return new PipedCapture(
        command -> net.sandbox.inside(NamespaceName.GATEWAY, command),
        tap,
        station.port(),
        station.mac(),
        LocalPrefixes.standard().and("198.18.0.0/24").and("2001:db8:18::/64"),
        Station.Network.LAN.router(),
        folder,
        seen::addAll);
  }
}
