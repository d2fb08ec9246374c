// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import static dev.trimunit.devices.capture.Scene.DEVICE;
import static dev.trimunit.devices.capture.Scene.DEVICE_IP;
import static dev.trimunit.devices.capture.Scene.GATEWAY_IP;
import static dev.trimunit.devices.capture.packet.Frames.ACK;
import static dev.trimunit.devices.capture.packet.Frames.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a device contacts without crossing the gateway. */
@Tag("slow")
final class LanContactsTest {
  private static final String BRIDGE = "192.168.7.33";
  private final Scene scene = new Scene();

  private List<String> contacts() {
    return Destinations.inLan(scene.read(), DEVICE, Set.of(Scene.ip(GATEWAY_IP))).stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void hosts_beside_it_and_groups_are_told() {
    scene.tcp(DEVICE_IP, 50_000, BRIDGE, 8080, SYN);
    scene.udp(DEVICE_IP, 5353, "224.0.0.251", 5353).udp(DEVICE_IP, 50_001, "239.255.255.250", 1900);
    assertThat(contacts())
        .containsExactlyInAnyOrder(
            BRIDGE + ":8080/tcp", "224.0.0.251:5353/udp", "239.255.255.250:1900/udp");
  }

  @Test
  void what_others_open_to_it_is_not_its_contact() {
    scene.tcp(BRIDGE, 50_000, DEVICE_IP, 80, SYN).tcp(DEVICE_IP, 80, BRIDGE, 50_000, SYN | ACK);
    scene.udp(BRIDGE, 5353, "224.0.0.251", 5353);
    assertThat(contacts()).isEmpty();
  }

  @Test
  void the_gateway_s_services_are_no_contacts_but_another_resolver_and_its_page_are() {
    scene.resolve("cloud.example", "203.0.113.7");
    scene.udp(DEVICE_IP, 50_000, GATEWAY_IP, 123).udp(DEVICE_IP, 68, GATEWAY_IP, 67);
    scene.echo(DEVICE_IP, GATEWAY_IP, true).udp(DEVICE_IP, 68, "255.255.255.255", 67);
    assertThat(contacts()).isEmpty();
    scene.udp(DEVICE_IP, 50_002, BRIDGE, 53).tcp(DEVICE_IP, 50_003, GATEWAY_IP, 80, SYN);
    assertThat(contacts()).containsExactlyInAnyOrder(BRIDGE + ":53/udp", GATEWAY_IP + ":80/tcp");
  }
}
