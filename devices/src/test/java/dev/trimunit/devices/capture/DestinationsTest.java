// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import static dev.trimunit.devices.capture.Scene.DEVICE_IP;
import static dev.trimunit.devices.capture.Scene.GATEWAY_IP;
import static dev.trimunit.devices.capture.packet.Frames.ACK;
import static dev.trimunit.devices.capture.packet.Frames.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.capture.packet.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class DestinationsTest {
  private static final String SERVER = "203.0.113.7";
  private static final String OTHER = "203.0.113.8";

  private final Scene scene = new Scene();

  @Test
  void a_name_covers_its_addresses_and_each_port_is_a_destination() {
    scene.resolve("api.example", SERVER, OTHER);
    scene.tcp(DEVICE_IP, 50_000, SERVER, 443, SYN).tcp(SERVER, 443, DEVICE_IP, 50_000, SYN | ACK);
    scene.tcp(DEVICE_IP, 50_001, OTHER, 443, SYN).tcp(DEVICE_IP, 50_002, OTHER, 80, SYN);
    assertThat(scene.destinations())
        .containsExactly("api.example:80/tcp 1/0", "api.example:443/tcp 2/1");
  }

  @Test
  void packets_before_the_answer_belong_to_the_bare_address() {
    scene.udp(DEVICE_IP, 50_000, SERVER, 123);
    scene.resolve("ntp.example", SERVER);
    scene.udp(DEVICE_IP, 50_000, SERVER, 123).udp(SERVER, 123, DEVICE_IP, 50_000);
    assertThat(scene.destinations())
        .containsExactly("ntp.example:123/udp 1/1", "203.0.113.7:123/udp 1/0");
  }

  @Test
  void the_latest_answer_names_an_address_also_within_a_connection() {
    scene.resolve("a.example", SERVER).tcp(DEVICE_IP, 50_000, SERVER, 443, SYN);
    scene.resolve("b.example", SERVER).tcp(DEVICE_IP, 50_000, SERVER, 443, ACK);
    scene.resolve("a.example", SERVER).tcp(DEVICE_IP, 50_000, SERVER, 443, ACK);
    assertThat(scene.destinations())
        .containsExactly("a.example:443/tcp 2/0", "b.example:443/tcp 1/0");
  }

  @Test
  void the_question_names_what_a_chain_of_aliases_leads_to() {
    scene.ask(7, "www.example", 1);
    scene.answer(
        DnsBytes.answer(7, "WWW.example", 1)
            .address("edge.cdn.example", SERVER)
            .alias("lb.example", "edge.cdn.example")
            .alias("www.example", "lb.example")
            .address("stray.example", OTHER));
    scene.udp(DEVICE_IP, 5000, SERVER, 443).udp(DEVICE_IP, 5000, OTHER, 443);
    assertThat(scene.destinations())
        .containsExactly("www.example:443/udp 1/0", "203.0.113.8:443/udp 1/0");
  }

  @Test
  void an_alias_loop_ends() {
    scene.ask(7, "a.example", 1);
    scene.answer(
        DnsBytes.answer(7, "a.example", 1)
            .alias("a.example", "b.example")
            .alias("b.example", "a.example"));
    assertThat(scene.read().hosts().get(0).askedNotContacted()).hasSize(1);
  }

  @Test
  void the_answer_may_come_from_another_server_but_not_to_another_question() {
    String asked = "198.51.100.53";
    byte[] query = DnsBytes.query(9, "redirected.example", 1).bytes();
    scene.udp(DEVICE_IP, 41_000, asked, 53, query);
    byte[] answer =
        DnsBytes.answer(9, "redirected.example", 1).address("redirected.example", SERVER).bytes();
    scene.udp(GATEWAY_IP, 53, DEVICE_IP, 41_000, answer);
    byte[] forged = DnsBytes.answer(9, "other.example", 1).address("other.example", OTHER).bytes();
    scene.udp(GATEWAY_IP, 53, DEVICE_IP, 41_000, forged);
    scene.udp(DEVICE_IP, 5000, SERVER, 443).udp(DEVICE_IP, 5000, OTHER, 443);
    CaptureSummary read = scene.read();
    assertThat(Scene.destinations(read))
        .containsExactly(
            "redirected.example:443/udp 1/0",
            "198.51.100.53:53/udp 1/0",
            "203.0.113.8:443/udp 1/0");
    assertThat(read.counts().dnsResponsesWithoutQuery()).isEqualTo(1);
  }

  @Test
  void a_message_with_one_bad_record_is_ignored_as_a_whole() {
    scene.ask(7, "api.example", 1);
    scene.answer(
        DnsBytes.answer(7, "api.example", 1)
            .address("api.example", SERVER)
            .rawRecord(0xc0, 0xff, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 1, 2, 3, 4));
    scene.udp(DEVICE_IP, 5000, SERVER, 443);
    CaptureSummary read = scene.read();
    assertThat(Scene.destinations(read)).containsExactly("203.0.113.7:443/udp 1/0");
    assertThat(read.counts().dnsMalformed()).isEqualTo(1);
  }

  @Test
  void an_error_answer_gives_no_name() {
    scene.ask(7, "api.example", 1);
    scene.answer(DnsBytes.answer(7, "api.example", 1, 3).address("api.example", SERVER));
    scene.udp(DEVICE_IP, 5000, SERVER, 443);
    assertThat(scene.destinations()).containsExactly("203.0.113.7:443/udp 1/0");
  }

  @Test
  void dns_over_tcp_counts_in_any_cut_and_order_of_segments() {
    byte[] message = DnsBytes.query(3, "big.example", 1).bytes();
    scene.tcp(DEVICE_IP, 50_053, GATEWAY_IP, 53, SYN, 999, Scene.NOTHING);
    scene.tcp(DEVICE_IP, 50_053, GATEWAY_IP, 53, ACK, 1000, framed(message));
    byte[] answer =
        framed(DnsBytes.answer(3, "big.example", 1).address("big.example", SERVER).bytes());
    int[] cuts = {0, 1, 20, 33, answer.length};
    for (int part : new int[] {0, 2, 1, 1, 3}) {
      byte[] segment = Arrays.copyOfRange(answer, cuts[part], cuts[part + 1]);
      scene.tcp(GATEWAY_IP, 53, DEVICE_IP, 50_053, ACK, 0xffff_fff0L + cuts[part], segment);
    }
    scene.udp(DEVICE_IP, 5000, SERVER, 443);
    assertThat(scene.destinations()).containsExactly("big.example:443/udp 1/0");
  }

  private static byte[] framed(byte[] message) {
    byte[] framed = new byte[2 + message.length];
    Octets.put16(framed, 0, message.length);
    System.arraycopy(message, 0, framed, 2, message.length);
    return framed;
  }

  @Test
  void who_opened_a_connection() {
    scene.tcp(DEVICE_IP, 80, SERVER, 50_000, SYN | ACK).tcp(SERVER, 50_000, DEVICE_IP, 80, ACK);
    scene.tcp(SERVER, 50_001, DEVICE_IP, 8080, ACK).tcp(SERVER, 50_001, DEVICE_IP, 8080, SYN);
    scene.tcp(DEVICE_IP, 50_002, SERVER, 443, ACK).tcp(SERVER, 9, DEVICE_IP, 9, ACK);
    scene.udp(SERVER, 53, DEVICE_IP, 5353).udp(SERVER, 6000, DEVICE_IP, 6001);
    HostTraffic host = scene.read().hosts().get(0);
    assertThat(host.destinations().stream().map(Scene::line))
        .containsExactly("203.0.113.7:443/tcp 1/0");
    assertThat(host.receivedOnly().stream().map(Scene::line))
        .containsExactly("203.0.113.7:53/udp 0/1");
    assertThat(host.inbound().stream().map(Scene::line))
        .containsExactly(
            "203.0.113.7:9/tcp 0/1",
            "203.0.113.7:80/tcp 1/1",
            "203.0.113.7:8080/tcp 0/2",
            "203.0.113.7:6001/udp 0/1");
  }

  @Test
  void icmp_is_a_destination_without_port_and_errors_are_only_counted() {
    scene.echo(SERVER, DEVICE_IP, false).echo(DEVICE_IP, OTHER, true).echo(OTHER, DEVICE_IP, false);
    byte[] refused =
        Frames.udp(
            Scene.DEVICE, Scene.GATEWAY, Scene.ip(DEVICE_IP), Scene.ip(OTHER), 1, 9, new byte[9]);
    scene.frame(
        Frames.icmpProhibited(
            Scene.GATEWAY, Scene.DEVICE, Scene.ip(OTHER), Scene.ip(DEVICE_IP), refused));
    HostTraffic host = scene.read().hosts().get(0);
    assertThat(host.destinations().stream().map(Scene::line))
        .containsExactly("203.0.113.8/icmp 1/1");
    assertThat(host.receivedOnly().stream().map(Scene::line))
        .containsExactly("203.0.113.7/icmp 0/1");
    assertThat(host.icmpErrorsReceived()).isEqualTo(1);
  }

  @Test
  void group_local_and_transit_traffic_are_apart() {
    scene.udp(DEVICE_IP, 5353, "224.0.0.251", 5353).udp("0.0.0.0", 68, "255.255.255.255", 67);
    scene.udp(DEVICE_IP, 40_000, GATEWAY_IP, 53).udp(SERVER, 1, OTHER, 2);
    scene.frame(
        Frames.udp(
            Scene.DEVICE,
            MacAddress.BROADCAST,
            Scene.ip(DEVICE_IP),
            Scene.ip(SERVER),
            5,
            6,
            new byte[3]));
    CaptureSummary read = scene.read();
    assertThat(read.hosts()).isEmpty();
    assertThat(read.local()).hasSize(1);
    assertThat(read.group()).extracting(GroupTraffic::port).containsExactly(67, 6, 5353);
    assertThat(read.counts().transit()).isEqualTo(1);
  }

  @Test
  void names_asked_for_addresses_and_never_contacted_are_listed() {
    scene
        .ask(1, "seen.example", 28)
        .ask(2, "_mqtt._tcp.example", 33)
        .resolve("used.example", SERVER);
    scene.udp(DEVICE_IP, 5000, SERVER, 443);
    HostTraffic host = scene.read().hosts().get(0);
    assertThat(host.askedNotContacted())
        .extracting(a -> a.name().text())
        .containsExactly("seen.example");
    assertThat(host.otherQueries())
        .extracting(a -> a.name().text())
        .containsExactly("_mqtt._tcp.example");
  }

  @Test
  void hostile_names_come_out_escaped() {
    scene.resolve("tab\tnew\nline\u00ff=x", SERVER).udp(DEVICE_IP, 5000, SERVER, 443);
    assertThat(scene.destinations()).containsExactly("tab\\009new\\010line\\255=x:443/udp 1/0");
  }

  @Test
  void protocols_follow_payload_then_port() {
    byte[] get =
        "GET / HTTP/1.1\r\nHost: www.example:8081\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    scene.tcp(DEVICE_IP, 50_000, SERVER, 8081, ACK, 1, get).udp(DEVICE_IP, 5000, SERVER, 123);
    scene.tcp(DEVICE_IP, 5001, SERVER, 80, SYN, 0, Scene.NOTHING);
    scene.tcp(DEVICE_IP, 5001, SERVER, 80, ACK, 1, new byte[] {1, 2, 3, 4});
    HostTraffic host = scene.read().hosts().get(0);
    assertThat(host.destinations())
        .extracting(o -> o.protocol())
        .containsExactly("TCP", "HTTP", "NTP");
    assertThat(host.destinations().get(1).serverNames()).containsExactly("www.example");
  }

  @Test
  void what_a_host_sends_to_itself_comes_from_its_client() {
    LocalTraffic local = new Scene().echo("127.0.0.1", "127.0.0.1", false).read().local().get(0);
    assertThat(local.packetsFromClient()).isEqualTo(1);
    assertThat(local.packetsFromServer()).isZero();
  }
}
