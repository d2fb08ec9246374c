// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import static dev.trimunit.devices.capture.Scene.DEVICE;
import static dev.trimunit.devices.capture.Scene.GATEWAY;
import static dev.trimunit.devices.capture.Scene.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.devices.capture.packet.Octets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class FragmentsTest {
  private static final String SERVER = "203.0.113.7";
  private final Scene scene = new Scene();

  /** A fragment of {@code payload} of a packet from the server to the device. */
  private byte[] fragment(byte[] payload, int from, int to, int id) {
    int flags = from / 8 | (to < payload.length ? 0x2000 : 0);
    byte[] part = Arrays.copyOfRange(payload, from, to);
    byte[] packet = Frames.ipv4(ip(SERVER), ip(Scene.DEVICE_IP), 17, id, flags, part);
    return Frames.ethernet(GATEWAY, DEVICE, Frames.IPV4, packet);
  }

  private static byte[] answer(int port, DnsBytes message) {
    byte[] frame =
        Frames.udp(GATEWAY, DEVICE, ip(SERVER), ip(Scene.DEVICE_IP), 53, port, message.bytes());
    return Arrays.copyOfRange(frame, 34, frame.length);
  }

  @Test
  void fragments_in_any_order_count_for_their_flow_and_carry_dns() {
    String name = "a-rather-long-name-that-needs-two-fragments.example";
    scene.udp(Scene.DEVICE_IP, 4000, SERVER, 53, DnsBytes.query(5, name, 1).bytes());
    byte[] datagram = answer(4000, DnsBytes.answer(5, name, 1).address(name, "203.0.113.9"));
    scene.frame(fragment(datagram, 64, datagram.length, 77));
    scene.frame(fragment(datagram, 0, 32, 77));
    scene.frame(fragment(datagram, 32, 64, 77));
    scene.udp(Scene.DEVICE_IP, 5000, "203.0.113.9", 443);
    assertThat(scene.destinations())
        .containsExactly(name + ":443/udp 1/0", "203.0.113.7:53/udp 1/3");
  }

  @Test
  void a_lone_fragment_far_behind_the_begin_takes_no_room_from_others() {
    String name = "a-rather-long-name-that-needs-two-fragments.example";
    scene.udp(Scene.DEVICE_IP, 4000, SERVER, 53, DnsBytes.query(5, name, 1).bytes());
    byte[] datagram = answer(4000, DnsBytes.answer(5, name, 1).address(name, "203.0.113.9"));
    scene.frame(fragment(datagram, 0, 64, 0));
    byte[] far = new byte[64_000];
    for (int id = 1; id <= 1_000; id++) {
      scene.frame(fragment(far, far.length - 16, far.length, id));
    }
    scene.frame(fragment(datagram, 64, datagram.length, 0));
    scene.udp(Scene.DEVICE_IP, 5000, "203.0.113.9", 443);
    assertThat(scene.destinations()).contains(name + ":443/udp 1/0");
  }

  @Test
  void fragments_from_the_last_to_the_first_are_put_together() {
    String name = "a-rather-long-name-that-needs-two-fragments.example";
    scene.udp(Scene.DEVICE_IP, 4000, SERVER, 53, DnsBytes.query(5, name, 1).bytes());
    byte[] datagram = answer(4000, DnsBytes.answer(5, name, 1).address(name, "203.0.113.9"));
    for (int from = datagram.length / 16 * 16; from >= 0; from -= 16) {
      scene.frame(fragment(datagram, from, Math.min(from + 16, datagram.length), 77));
    }
    scene.udp(Scene.DEVICE_IP, 5000, "203.0.113.9", 443);
    assertThat(scene.destinations()).contains(name + ":443/udp 1/0");
  }

  @Test
  void without_their_first_fragment_they_have_no_ports() {
    byte[] datagram = answer(4000, DnsBytes.answer(5, "long-enough-for-two.example", 1));
    scene.frame(fragment(datagram, 24, datagram.length, 77));
    HostTraffic host = scene.read().hosts().get(0);
    assertThat(host.withoutPorts().stream().map(Scene::line))
        .containsExactly("203.0.113.7/udp 0/1");
    assertThat(host.destinations()).isEmpty();
  }

  @Test
  void an_identification_used_again_starts_a_new_datagram() {
    byte[] one = answer(4000, DnsBytes.answer(5, "long-enough-for-two.example", 1));
    byte[] two = answer(4001, DnsBytes.answer(6, "long-enough-for-two.example", 1));
    scene.frame(fragment(one, 0, 24, 77)).frame(fragment(two, 0, 24, 77));
    scene.frame(fragment(two, 24, two.length, 77));
    assertThat(scene.read().hosts().get(0).receivedOnly().stream().map(Scene::line))
        .containsExactly("203.0.113.7:53/udp 0/3");
  }

  @Test
  void ipv6_fragments_behind_extension_headers() {
    byte[] udp = new byte[24];
    Octets.put16(udp, 0, 123);
    Octets.put16(udp, 2, 123);
    Octets.put16(udp, 4, 24);
    byte[] head = new byte[8 + 8 + 16];
    head[0] = 44; // hop-by-hop, then fragment
    head[8] = 17;
    Octets.put16(head, 10, 1);
    System.arraycopy(udp, 0, head, 16, 16);
    byte[] tail = new byte[8 + 8];
    tail[0] = 17;
    Octets.put16(tail, 2, 16);
    scene.frame(ipv6(0, head)).frame(ipv6(44, tail));
    assertThat(scene.destinations()).containsExactly("[2001:db8::7]:123/udp 2/0");
  }

  private static byte[] ipv6(int next, byte[] payload) {
    byte[] packet = Frames.ipv6(ip("fd00::20"), ip("2001:db8::7"), next, payload);
    return Frames.ethernet(DEVICE, GATEWAY, Frames.IPV6, packet);
  }
}
