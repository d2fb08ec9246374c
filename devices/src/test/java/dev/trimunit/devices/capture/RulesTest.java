// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import static dev.trimunit.devices.capture.Scene.DEVICE_IP;
import static dev.trimunit.devices.capture.Scene.GATEWAY_IP;
import static dev.trimunit.devices.capture.Scene.ip;
import static dev.trimunit.devices.capture.packet.Frames.ACK;
import static dev.trimunit.devices.capture.packet.Frames.RST;
import static dev.trimunit.devices.capture.packet.Frames.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.capture.file.PcapWriter;
import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.capture.packet.Octets;
import dev.trimunit.engine.model.IpAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that real captures seldom try, each in a capture that breaks a reader without it. */
final class RulesTest {
  private static final String SERVER = "203.0.113.7";
  private static final String OTHER = "203.0.113.8";
  private static final String SIX = "fd00::20";
  private static final MacAddress TWO = MacAddress.parse("02:00:5e:00:53:02");

  private final Scene scene = new Scene();

  @Test
  void a_name_that_was_asked_of_everybody_counts_by_its_answer() {
    byte[] query = DnsBytes.query(7, "printer.example", 1).bytes();
    scene.udp(DEVICE_IP, 4000, "255.255.255.255", 53, query);
    scene.udp(
        GATEWAY_IP,
        53,
        DEVICE_IP,
        4000,
        DnsBytes.answer(7, "printer.example", 1).address("printer.example", SERVER).bytes());
    scene.udp(DEVICE_IP, 5000, SERVER, 443);
    assertThat(scene.destinations()).containsExactly("printer.example:443/udp 1/0");
  }

  @Test
  void two_clients_know_one_address_by_two_names() {
    resolve("192.168.7.20", 1, "a.example");
    resolve("192.168.7.21", 1, "b.example");
    scene.udp("192.168.7.20", 5000, SERVER, 443);
    scene.frame(
        Frames.udp(TWO, Scene.GATEWAY, ip("192.168.7.21"), ip(SERVER), 5000, 443, new byte[1]));
    assertThat(lines())
        .containsExactly(
            "[192.168.7.20] a.example:443/udp 1/0", "[192.168.7.21] b.example:443/udp 1/0");
  }

  private void resolve(String client, int id, String name) {
    scene.udp(client, 4000, GATEWAY_IP, 53, DnsBytes.query(id, name, 1).bytes());
    byte[] answer = DnsBytes.answer(id, name, 1).address(name, SERVER).bytes();
    scene.udp(GATEWAY_IP, 53, client, 4000, answer);
  }

  private List<String> lines() {
    return scene.read().hosts().stream()
        .flatMap(h -> h.destinations().stream().map(d -> h.addresses() + " " + Scene.line(d)))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "8, 4000, api.example, 53", // another transaction
    "7, 4001, api.example, 53", // another port of the client
    "7, 4000, ap.example, 53", // another question
    "7, 4000, api.example, 5353", // not from port 53
  })
  void an_answer_must_fit_its_query(int id, int port, String name, int serverPort) {
    scene.udp(DEVICE_IP, 4000, GATEWAY_IP, 53, DnsBytes.query(7, "api.example", 1).bytes());
    byte[] answer = DnsBytes.answer(id, name, 1).address(name, SERVER).bytes();
    scene.udp(GATEWAY_IP, serverPort, DEVICE_IP, port, answer);
    scene.udp(DEVICE_IP, 5000, SERVER, 443);
    assertThat(scene.destinations()).containsExactly("203.0.113.7:443/udp 1/0");
  }

  @Test
  void case_of_letters_and_padding_change_nothing_and_hints_are_addresses() {
    scene.udp(DEVICE_IP, 4000, GATEWAY_IP, 53, DnsBytes.query(7, "aPi.eXample", 65).bytes());
    byte[] hint = {0, 1, 0, 0, 4, 0, 4, (byte) 203, 0, 113, 8};
    byte[] padding = {0, 12, 0, 2, 0, 0};
    DnsBytes answer =
        DnsBytes.answer(7, "ApI.example", 65)
            .record("api.example", 65, hint)
            .address("API.EXAMPLE", SERVER)
            .record("", 41, padding);
    scene.udp(GATEWAY_IP, 53, DEVICE_IP, 4000, answer.bytes());
    scene.udp(DEVICE_IP, 5000, SERVER, 443).udp(DEVICE_IP, 5000, OTHER, 443);
    assertThat(scene.destinations()).containsExactly("api.example:443/udp 2/0");
  }

  @Test
  void who_only_resets_a_connection_that_it_has_forgotten_contacts_nobody() {
    scene.tcp(SERVER, 8883, DEVICE_IP, 50_000, ACK).tcp(DEVICE_IP, 50_000, SERVER, 8883, RST);
    scene.tcp(DEVICE_IP, 50_001, OTHER, 443, ACK).tcp(DEVICE_IP, 50_001, OTHER, 443, RST);
    assertThat(scene.destinations()).containsExactly("203.0.113.8:443/tcp 2/0");
  }

  @ParameterizedTest
  @CsvSource({"192.168.7.20, 192.168.7.30", "192.168.7.30, 192.168.7.20"})
  void so_it_is_between_two_hosts_of_the_LAN_whichever_is_the_lower(String who, String forgot) {
    scene.tcp(who, 8883, forgot, 50_000, ACK).tcp(forgot, 50_000, who, 8883, RST);
    assertThat(scene.read().local())
        .singleElement()
        .returns(IpAddress.parse(who), LocalTraffic::client)
        .returns(50_000, LocalTraffic::port);
  }

  @Test
  void an_alias_in_one_answer_does_not_lead_on_in_another() {
    scene.ask(1, "www.example", 1);
    scene.answer(DnsBytes.answer(1, "www.example", 1).alias("www.example", "edge.example"));
    scene.ask(2, "edge.example", 1);
    scene.answer(DnsBytes.answer(2, "edge.example", 1).address("edge.example", SERVER));
    scene.udp(DEVICE_IP, 5000, SERVER, 443);
    assertThat(scene.destinations()).containsExactly("edge.example:443/udp 1/0");
  }

  @Test
  void mdns_and_llmnr_give_no_names() {
    for (int port : new int[] {5353, 5355, 137}) {
      scene.udp(DEVICE_IP, 4000, GATEWAY_IP, port, DnsBytes.query(7, "tv.local", 1).bytes());
      byte[] answer = DnsBytes.answer(7, "tv.local", 1).address("tv.local", SERVER).bytes();
      scene.udp(GATEWAY_IP, port, DEVICE_IP, 4000, answer);
    }
    scene.udp(DEVICE_IP, 5000, SERVER, 443);
    assertThat(scene.destinations()).containsExactly("203.0.113.7:443/udp 1/0");
  }

  @Test
  void a_mapped_address_in_an_answer_names_no_ipv4_packets() {
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    System.arraycopy(ip(SERVER).octets(), 0, mapped, 12, 4);
    scene.ask(7, "odd.example", 28);
    scene.answer(DnsBytes.answer(7, "odd.example", 28).record("odd.example", 28, mapped));
    scene.udp(DEVICE_IP, 5000, SERVER, 443);
    assertThat(scene.destinations()).containsExactly("203.0.113.7:443/udp 1/0");
  }

  @ParameterizedTest
  @CsvSource({"6, 0", "33, 6", "15, 2", "2, 0", "39, 0"})
  void a_bad_name_within_any_record_spoils_the_message(int type, int before) {
    byte[] data = Arrays.copyOf(new byte[before], before + 2);
    data[before] = -1;
    data[before + 1] = -1;
    scene.ask(7, "api.example", 1);
    scene.answer(
        DnsBytes.answer(7, "api.example", 1)
            .address("api.example", SERVER)
            .record("api.example", type, data));
    assertThat(scene.read().counts().dnsMalformed()).isEqualTo(1);
  }

  @Test
  void a_syn_in_fragments_tells_who_opened() {
    byte[] syn =
        Frames.tcp(
            Scene.GATEWAY,
            Scene.DEVICE,
            ip(SERVER),
            ip(DEVICE_IP),
            443,
            50_000,
            SYN,
            1,
            0,
            new byte[20]);
    byte[] segment = Arrays.copyOfRange(syn, 34, syn.length);
    for (int from = 0; from < segment.length; from += 24) {
      int to = Math.min(segment.length, from + 24);
      int flags = from / 8 | (to < segment.length ? 0x2000 : 0);
      byte[] part = Arrays.copyOfRange(segment, from, to);
      byte[] packet = Frames.ipv4(ip(SERVER), ip(DEVICE_IP), 6, 9, flags, part);
      scene.frame(Frames.ethernet(Scene.GATEWAY, Scene.DEVICE, Frames.IPV4, packet));
    }
    scene.tcp(DEVICE_IP, 50_000, SERVER, 443, ACK);
    HostTraffic host = scene.read().hosts().get(0);
    assertThat(host.destinations()).isEmpty();
    assertThat(host.inbound().stream().map(Scene::line))
        .containsExactly("203.0.113.7:50000/tcp 1/2");
  }

  @Test
  void order_is_that_of_the_file_and_not_of_the_clock() throws IOException {
    scene.udp(DEVICE_IP, 5000, SERVER, 123).resolve("ntp.example", SERVER);
    scene.udp(DEVICE_IP, 5000, SERVER, 123);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PcapWriter writer = new PcapWriter(bytes)) {
      int before = 0;
      for (byte[] frame : scene.frames()) {
        writer.write(Instant.parse("2026-01-01T00:00:00Z").minusSeconds(++before), frame);
      }
    }
    CaptureSummary read = Scene.read(bytes.toByteArray());
    assertThat(Scene.destinations(read))
        .containsExactly("ntp.example:123/udp 1/0", "203.0.113.7:123/udp 1/0");
  }

  @Test
  void lengths_are_those_on_the_wire_and_a_cut_answer_gives_no_name() throws IOException {
    scene.resolve("cut.example", SERVER).udp(DEVICE_IP, 5000, SERVER, 443, new byte[900]);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PcapWriter writer = new PcapWriter(bytes)) {
      for (byte[] frame : scene.frames()) {
        byte[] cut = Arrays.copyOf(frame, Math.min(80, frame.length));
        writer.write(Instant.EPOCH, cut, frame.length);
      }
    }
    HostTraffic host = Scene.read(bytes.toByteArray()).hosts().get(0);
    assertThat(host.destinations().stream().map(Scene::line))
        .containsExactly("203.0.113.7:443/udp 1/0");
    assertThat(host.destinations().get(0).bytesSent()).isEqualTo(942);
  }

  @Test
  void two_addresses_of_one_mac_share_their_names() {
    String privacy = "fd00::20:8c2a:1";
    scene.resolve("dual.example", "2001:db8::7");
    scene.udp(SIX, 5000, "2001:db8::7", 443).udp(privacy, 5000, "2001:db8::7", 443);
    scene.udp("fe80::1", 546, "ff02::1:2", 547);
    assertThat(scene.destinations()).containsExactly("dual.example:443/udp 2/0");
  }

  @ParameterizedTest
  @CsvSource({"4", "41", "47", "50", "132"})
  void a_tunnel_is_traffic_to_its_other_end(int protocol) {
    byte[] inner =
        Frames.udp(Scene.DEVICE, Scene.GATEWAY, ip(DEVICE_IP), ip(OTHER), 7, 9, new byte[9]);
    byte[] packet = Arrays.copyOfRange(inner, 14, inner.length);
    scene.frame(
        Frames.ip(Scene.DEVICE, Scene.GATEWAY, ip(DEVICE_IP), ip(SERVER), protocol, packet));
    assertThat(scene.destinations())
        .singleElement()
        .asString()
        .startsWith(protocol == 132 ? "203.0.113.7:37/sctp" : "203.0.113.7/ip/" + protocol);
  }

  @Test
  void ipv6_by_the_header_before_it_must_be_version_six() {
    byte[] packet = Frames.ipv4(ip(DEVICE_IP), ip(SERVER), 17, 0, 0, new byte[40]);
    scene.frame(Frames.ethernet(Scene.DEVICE, Scene.GATEWAY, Frames.IPV6, packet));
    byte[] empty = Frames.ipv6(ip(SIX), ip("2001:db8::7"), 17, new byte[40]);
    Octets.put16(empty, 4, 0);
    scene.frame(Frames.ethernet(Scene.DEVICE, Scene.GATEWAY, Frames.IPV6, empty));
    CaptureSummary read = scene.read();
    assertThat(read.counts().withoutIp()).isEqualTo(1);
    assertThat(read.hosts().get(0).withoutPorts()).hasSize(1);
  }
}
