// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import static dev.trimunit.devices.capture.Scene.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.devices.capture.packet.MacAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HostsTest {
  private static final MacAddress ONE = MacAddress.parse("02:00:5e:00:53:01");
  private static final MacAddress TWO = MacAddress.parse("02:00:5e:00:53:02");
  private static final String SERVER = "203.0.113.7";
  private static final String SERVER_6 = "2001:db8::7";

  private final Scene scene = new Scene();

  private void send(MacAddress from, String source, String target) {
    scene.frame(Frames.udp(from, Scene.GATEWAY, ip(source), ip(target), 5000, 443, new byte[4]));
  }

  private List<String> hosts() {
    return scene.read().hosts().stream().map(h -> h.addresses() + " " + h.macs()).toList();
  }

  @Test
  void addresses_of_one_mac_are_one_host_also_for_names() {
    scene.frame(dns(DnsBytes.query(1, "dual.example", 28), true));
    scene.frame(
        dns(DnsBytes.answer(1, "dual.example", 28).address("dual.example", SERVER_6), false));
    send(ONE, "fd00::20", SERVER_6);
    assertThat(hosts()).containsExactly("[192.168.7.20, fd00::20] [02:00:5e:00:53:01]");
    assertThat(scene.destinations()).containsExactly("dual.example:443/udp 1/0");
  }

  private static byte[] dns(DnsBytes message, boolean query) {
    return query
        ? Frames.udp(ONE, TWO, ip("192.168.7.20"), ip("192.168.7.1"), 4000, 53, message.bytes())
        : Frames.udp(TWO, ONE, ip("192.168.7.1"), ip("192.168.7.20"), 53, 4000, message.bytes());
  }

  @Test
  void a_router_s_mac_groups_nothing() {
    send(ONE, "192.168.7.20", SERVER);
    send(ONE, "192.168.7.21", SERVER);
    send(ONE, SERVER, "192.168.7.20");
    assertThat(hosts())
        .containsExactly(
            "[192.168.7.20] [02:00:5e:00:53:01]", "[192.168.7.21] [02:00:5e:00:53:01]");
  }

  @Test
  void an_address_met_before_its_mac_is_known_is_its_host_s_from_the_start() {
    scene.udp(SERVER_6, 443, "fd00::20", 5000);
    scene.frame(dns(DnsBytes.query(1, "dual.example", 28), true));
    scene.frame(
        dns(DnsBytes.answer(1, "dual.example", 28).address("dual.example", SERVER_6), false));
    send(ONE, "fd00::20", SERVER_6);
    assertThat(hosts()).containsExactly("[192.168.7.20, fd00::20] [02:00:5e:00:53:01]");
    assertThat(scene.destinations()).containsExactly("dual.example:443/udp 1/0");
    assertThat(scene.read().hosts().get(0).receivedOnly()).hasSize(1);
  }

  @Test
  void a_router_known_late_never_lent_one_host_s_names_to_another() {
    scene.frame(dns(DnsBytes.query(1, "one.example", 1), true));
    scene.frame(dns(DnsBytes.answer(1, "one.example", 1).address("one.example", SERVER), false));
    send(ONE, "192.168.7.21", SERVER);
    send(ONE, "192.168.7.20", SERVER);
    send(ONE, "198.51.100.1", "192.168.7.20");
    assertThat(hosts()).hasSize(2);
    assertThat(scene.destinations())
        .containsExactly("one.example:443/udp 1/0", "203.0.113.7:443/udp 1/0");
  }

  @Test
  void an_address_with_two_macs_is_a_host_of_its_own() {
    send(ONE, "192.168.7.20", SERVER);
    send(TWO, "192.168.7.20", SERVER);
    send(ONE, "192.168.7.21", SERVER);
    assertThat(hosts())
        .containsExactly(
            "[192.168.7.20] [02:00:5e:00:53:01, 02:00:5e:00:53:02]",
            "[192.168.7.21] [02:00:5e:00:53:01]");
  }

  @Test
  void a_sender_without_address_is_no_router() {
    scene.frame(
        Frames.udp(
            ONE, MacAddress.BROADCAST, ip("0.0.0.0"), ip("255.255.255.255"), 68, 67, new byte[9]));
    send(ONE, "192.168.7.20", SERVER);
    send(ONE, "169.254.1.2", SERVER);
    assertThat(hosts()).hasSize(1);
  }

  @Test
  void prefixes_add_to_the_private_ranges() {
    send(ONE, "198.51.100.9", SERVER);
    LocalPrefixes local = LocalPrefixes.standard().and("198.51.100.0/24").and("2001:db8:1::/48");
    assertThat(Scene.read(scene.pcap(), local).hosts()).hasSize(1);
    assertThat(local.contains(ip("2001:db8:1:ffff::1"))).isTrue();
    assertThat(local.contains(ip("2001:db8:2::1"))).isFalse();
    assertThat(local.contains(ip("172.31.255.255"))).isTrue();
    assertThat(local.contains(ip("172.32.0.0"))).isFalse();
  }
}
