// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.capture.dhcp.SeenDevice;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.needs.Needs;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who appears on the LAN is told, whatever it says of itself. */
@Tag("slow")
@Needs(programs = "tcpdump", also = Namespaces.class)
final class DeviceWatchTest {
  private static final MacAddress STRANGER = MacAddress.parse("02:00:5e:00:53:aa");
  private final LinkedBlockingQueue<SeenDevice> seen = new LinkedBlockingQueue<>();
  private LabNet net;
  private DeviceWatch watch;

  @BeforeEach
  void start() {
    net = LabNet.open();
    watch =
        DeviceWatch.start(
            command -> net.sandbox.inside(NamespaceName.GATEWAY, command),
            PacketTap.of(net.sandbox.privilege()),
            Topology.LAN_BRIDGE,
            Set.of(LabNet.LAN_PHONE.mac()),
            seen::add);
  }

  @AfterEach
  void stop() {
    watch.close();
    net.close();
  }

  @Test
  @Needs(programs = "dnsmasq")
  void a_device_that_asks_for_an_address_is_told_with_its_names() throws Exception {
    Process server = dnsmasq();
    try {
      dhcp(LabNet.DEVICE, LabNet.DEVICE.mac(), "Living Room Bulb", "udhcp 1.36.1");
      SeenDevice device = next(LabNet.DEVICE.mac());
      assertThat(device.name()).isEqualTo("Living Room Bulb");
      assertThat(device.vendorClass()).isEqualTo("udhcp 1.36.1");
      assertThat(device.sentence())
          .contains(LabNet.DEVICE.mac().toString(), "'Living Room Bulb'")
          .endsWith("write devices/living-room-bulb.yaml (docs/device-files.md)");
    } finally {
      JavaProcess.kill(server);
    }
  }

  @Test
  void hostile_names_are_text_and_nothing_else() throws Exception {
    dhcp(LabNet.DEVICE, STRANGER, "\"; drop ../../x <b>$(reboot)\n\u0007\u001b[2J", "\u0000`x`");
    SeenDevice device = next(STRANGER);
    assertThat(device.name()).isEqualTo("\"; drop ../../x <b>$(reboot)???[2J");
    assertThat(device.vendorClass()).isEqualTo("?`x`");
    assertThat(device.proposedId()).isEqualTo("drop-x-b-reboot-2j");
  }

  @Test
  void a_device_without_dhcp_is_seen_when_it_talks_and_who_is_known_is_not() throws Exception {
    net.pings(LabNet.LAN_PHONE, Station.Network.LAN.ipv4(1));
    net.pings(LabNet.DEVICE, Station.Network.LAN.ipv4(1));
    SeenDevice device = next(LabNet.DEVICE.mac());
    assertThat(device.addresses()).contains(LabNet.DEVICE.ipv4());
    assertThat(device.proposedId()).isEqualTo("device-00530a");
    assertThat(seen).extracting(SeenDevice::mac).doesNotContain(LabNet.LAN_PHONE.mac());
  }

  private SeenDevice next(MacAddress mac) throws InterruptedException {
    SeenDevice device = seen.poll(15, TimeUnit.SECONDS);
    while (device != null && (!device.mac().equals(mac) || isUnnamedAndWillBe(device))) {
      device = seen.poll(15, TimeUnit.SECONDS);
    }
    assertThat(device).as("seen within seconds").isNotNull();
    return device;
  }

  /** The neighbour table may be first; the name comes with a second word. */
  private boolean isUnnamedAndWillBe(SeenDevice device) {
    return device.name().isEmpty()
        && seen.stream().anyMatch(each -> each.mac().equals(device.mac()));
  }

  private void dhcp(Station from, MacAddress mac, String name, String vendorClass) {
    List<String> command = Peer.command("dhcp", mac.toString(), hex(name), hex(vendorClass));
    Program.run(net.sandbox.inside(from.name(), command), "");
  }

  private static String hex(String text) {
    return java.util.HexFormat.of()
        .formatHex(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  private Process dnsmasq() {
    Process process =
        net.sandbox.start(
            NamespaceName.GATEWAY,
            List.of(
                "dnsmasq",
                "-k",
                "--port=0",
                "--interface=" + Topology.LAN_BRIDGE,
                "--dhcp-range=198.18.0.150,198.18.0.200,1h",
                "--dhcp-leasefile=/run/leases",
                "--log-facility=-",
                "--user=root"));
    assertThat(process.isAlive()).isTrue();
    return process;
  }
}
