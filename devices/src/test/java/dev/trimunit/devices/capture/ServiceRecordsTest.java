// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import static dev.trimunit.devices.capture.Scene.DEVICE_IP;
import static dev.trimunit.devices.capture.packet.Frames.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.IpAddress;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/** Names of addresses that came with service bindings (RFC 9460), SRV and additional records. */
final class ServiceRecordsTest {
  private static final int SRV = 33;
  private static final int SVCB = 64;
  private static final int HTTPS = 65;
  private static final String SERVER = "203.0.113.21";
  private static final String SIXTH = "2001:db8:5::21";
  private static final String STRAY = "203.0.113.99";

  private final Scene scene = new Scene();

  @Test
  void hints_of_both_families_are_addresses_of_the_name() {
    ask("live.example", HTTPS, answer -> answer.record("live.example", HTTPS, binding(1, "")));
    contact(SERVER, SIXTH);
    assertThat(scene.destinations()).containsExactly("live.example:443/tcp 2/0");
    assertThat(notContacted()).isEmpty();
  }

  @Test
  void the_target_of_a_binding_is_an_alias_and_its_additional_addresses_count() {
    ask(
        "live.example",
        HTTPS,
        answer ->
            answer
                .record("live.example", HTTPS, binding(1, "pool.cdn.example"))
                .additional("pool.cdn.example", "203.0.113.22")
                .additional("elsewhere.example", STRAY));
    contact(SERVER, "203.0.113.22", STRAY);
    assertThat(scene.destinations())
        .containsExactly("live.example:443/tcp 2/0", "203.0.113.99:443/tcp 1/0");
  }

  @Test
  void a_name_whose_target_was_asked_for_and_contacted_was_not_asked_in_vain() {
    ask("live.example", HTTPS, a -> a.record("live.example", HTTPS, plain(0, "pool.cdn.example")));
    scene.resolve("pool.cdn.example", SERVER);
    contact(SERVER);
    assertThat(scene.destinations()).containsExactly("pool.cdn.example:443/tcp 1/0");
    assertThat(notContacted()).isEmpty();
  }

  @Test
  void a_port_before_the_name_of_a_service_is_no_part_of_it() {
    String question = "_8443._https.live.example";
    ask(question, HTTPS, answer -> answer.record(question, HTTPS, binding(1, "")));
    contact(SERVER);
    assertThat(scene.destinations()).containsExactly("live.example:443/tcp 1/0");
    assertThat(notContacted()).isEmpty();
  }

  @Test
  void a_resolver_that_tells_its_encrypted_service_names_that() {
    String question = "_dns.resolver.arpa";
    ask(
        question,
        SVCB,
        answer ->
            answer
                .record(question, SVCB, plain(1, "dns.example"))
                .additional("dns.example", SERVER));
    contact(SERVER);
    assertThat(scene.destinations()).containsExactly("dns.example:443/tcp 1/0");
  }

  @Test
  void servers_of_a_service_go_by_their_own_names() {
    ask(
        "_mqtt._tcp.example",
        SRV,
        answer ->
            answer
                .record("_mqtt._tcp.example", SRV, server("broker.example"))
                .additional("broker.example", SERVER)
                .additional("elsewhere.example", STRAY));
    contact(SERVER, STRAY);
    assertThat(scene.destinations())
        .containsExactly("broker.example:443/tcp 1/0", "203.0.113.99:443/tcp 1/0");
  }

  @Test
  void a_binding_whose_hints_run_over_its_end_spoils_the_message() {
    byte[] cut = binding(1, "");
    cut[6] = 99;
    ask("live.example", HTTPS, answer -> answer.record("live.example", HTTPS, cut));
    contact(SERVER);
    assertThat(scene.destinations()).containsExactly("203.0.113.21:443/tcp 1/0");
    assertThat(scene.read().counts().dnsMalformed()).isEqualTo(1);
  }

  /** Fills an answer. */
  private interface Records {
    void in(DnsBytes answer);
  }

  private void ask(String name, int type, Records records) {
    DnsBytes answer = DnsBytes.answer(7, name, type);
    records.in(answer);
    scene.ask(7, name, type).answer(answer);
  }

  private void contact(String... addresses) {
    for (String address : addresses) {
      String device = address.contains(":") ? "fd00::20" : DEVICE_IP;
      scene.tcp(device, 50_000, address, 443, SYN);
    }
  }

  private java.util.List<Asked> notContacted() {
    return scene.read().hosts().get(0).askedNotContacted();
  }

  private static byte[] plain(int priority, String target) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(new byte[] {0, (byte) priority});
    data.writeBytes(DnsBytes.nameOctets(target));
    return data.toByteArray();
  }

  /** With a hint of each family. */
  private static byte[] binding(int priority, String target) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(plain(priority, target));
    data.writeBytes(new byte[] {0, 4, 0, 4});
    data.writeBytes(IpAddress.parse(SERVER).octets());
    data.writeBytes(new byte[] {0, 6, 0, 16});
    data.writeBytes(IpAddress.parse(SIXTH).octets());
    return data.toByteArray();
  }

  private static byte[] server(String target) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(new byte[] {0, 1, 0, 1, 0x22, (byte) 0xb3});
    data.writeBytes(DnsBytes.nameOctets(target));
    return data.toByteArray();
  }
}
