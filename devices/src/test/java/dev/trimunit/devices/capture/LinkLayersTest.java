// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import static dev.trimunit.devices.capture.Scene.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.trimunit.devices.capture.file.PcapWriter;
import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.devices.capture.packet.Octets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One packet of the device in every wrapping; the octets before it are written by hand. */
final class LinkLayersTest {
  private static final String ETHER = "02005e0053fe 02005e005301 ";
  private static final String SNAP = "aaaa03000000 0800";
  private static final String RADIOTAP = "0000 0800 00000000";
  private static final String TO_AP = "02005e0053aa 02005e005301 02005e0053fe 0000";
  private static final String FROM_AP = "02005e0053fe 02005e0053aa 02005e005301 0000";

  static Stream<Arguments> wrappings() {
    return Stream.of(
        arguments("Ethernet", 1, ETHER + "0800"),
        arguments("VLAN", 1, ETHER + "8100 0005 0800"),
        arguments("three tags", 1, ETHER + "88a8 0005 9100 0006 8100 0007 0800"),
        arguments("MPLS", 1, ETHER + "8847 00001040 00002140"),
        arguments("MPLS in VLAN", 1, ETHER + "8100 0005 8847 00002140"),
        arguments("Ethernet over MPLS", 1, ETHER + "8847 00002140 00000000" + ETHER + "0800"),
        arguments("PPPoE in QinQ", 1, ETHER + "88a8 0005 8100 0006 8864 1100 0001 0040 0021"),
        arguments("802.3 with SNAP", 1, ETHER + "0040" + SNAP),
        arguments("802.3 with LLC's IP", 1, ETHER + "0040 060603"),
        arguments("802.3 SNAP and VLAN", 1, ETHER + "0040 aaaa03000000 8100 0005 0800"),
        arguments("PBB", 1, ETHER + "88e7 00000001" + ETHER + "0800"),
        arguments("SLL", 113, "0004 0001 0006 02005e0053010000 0800"),
        arguments("SLL with VLAN", 113, "0004 0001 0006 02005e0053010000 8100 0005 0800"),
        arguments("SLL2", 276, "0800 0000 00000002 0001 04 06 02005e0053010000"),
        arguments("NULL little", 0, "02000000"),
        arguments("NULL big", 0, "00000002"),
        arguments("LOOP", 108, "00000002"),
        arguments("ENC little", 109, "02000000 00000000 00000000"),
        arguments("ENC big", 109, "00000002 00000000 00000000"),
        arguments("raw 12", 12, ""),
        arguments("raw 14", 14, ""),
        arguments("raw 101", 101, ""),
        arguments("IPv4", 228, ""),
        arguments("PPP", 9, "ff03 0021"),
        arguments("PPP, no address", 9, "0021"),
        arguments("PPP, compressed", 9, "ff03 21"),
        arguments("PPP, all compressed", 9, "21"),
        arguments("PPP in HDLC", 50, "ff03 0021"),
        arguments("Cisco in PPP serial", 50, "0f00 0800"),
        arguments("PPP over Ethernet", 51, "1100 0001 0040 0021"),
        arguments("PPP with MPLS", 9, "ff03 0281 00002140"),
        arguments("PPP with direction", 204, "01 ff03 0021"),
        arguments("Cisco HDLC", 104, "0f00 0800"),
        arguments("Cisco HDLC with MPLS", 104, "0f00 8847 00002140"),
        arguments("Frame Relay NLPID", 107, "1841 03 cc"),
        arguments("Frame Relay EtherType", 107, "1841 0800"),
        arguments("ATM RFC 1483", 100, SNAP),
        arguments("NFLOG little", 239, "02000000 0800 0a00 61000000 5000 0900"),
        arguments("NFLOG big", 239, "02000000 0008 000a 61000000 0050 0009"),
        arguments("802.11 to the access point", 105, "0801 0000" + TO_AP + SNAP),
        arguments("802.11 from the access point", 105, "0802 0000" + FROM_AP + SNAP),
        arguments("802.11 QoS", 105, "8801 0000" + TO_AP + "0000" + SNAP),
        arguments("802.11 QoS with HT", 105, "8881 0000" + TO_AP + "0000 00000000" + SNAP),
        arguments(
            "802.11 ad hoc", 105, "0800 0000 02005e0053fe 02005e005301 02005e0053aa 0000" + SNAP),
        arguments(
            "802.11 four addresses",
            105,
            "0803 0000 02005e0053aa 02005e0053ab 02005e0053fe 0000 02005e005301" + SNAP),
        arguments(
            "802.11 aggregate",
            105,
            "8801 0000" + TO_AP + "8000 02005e0053fe 02005e005301 0050" + SNAP),
        arguments("radiotap", 127, RADIOTAP + "0801 0000" + TO_AP + SNAP),
        arguments(
            "radiotap, padded",
            127,
            "0000 0900 02000000 20" + "8801 0000" + TO_AP + "0000 0000" + SNAP),
        arguments("AVS", 163, "80211001 00000010 0000000000000000" + "0801 0000" + TO_AP + SNAP),
        arguments("Prism", 119, "44000000 10000000 0000000000000000" + "0801 0000" + TO_AP + SNAP),
        arguments("PPI", 192, "0000 0800 69000000" + "0801 0000" + TO_AP + SNAP),
        arguments("FDDI", 10, "50" + ETHER + SNAP));
  }

  private static byte[] packet() {
    byte[] frame =
        Frames.udp(
            Scene.DEVICE,
            Scene.GATEWAY,
            ip(Scene.DEVICE_IP),
            ip("203.0.113.7"),
            5000,
            123,
            new byte[48]);
    return Arrays.copyOfRange(frame, 14, frame.length);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static byte[] capture(int linkType, byte[]... frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PcapWriter writer = new PcapWriter(bytes, linkType)) {
      for (byte[] frame : frames) {
        writer.write(Instant.EPOCH, frame);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[] head, byte[] tail) {
    byte[] both = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, both, head.length, tail.length);
    return both;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrappings")
  void a_packet_in(String name, int linkType, String wrapping) {
    byte[] frame = join(hex(wrapping), packet());
    CaptureSummary read = Scene.read(capture(linkType, frame));
    assertThat(read.hosts()).as(name).hasSize(1);
    HostTraffic host = read.hosts().get(0);
    assertThat(host.destinations()).hasSize(1);
    assertThat(Scene.line(host.destinations().get(0))).isEqualTo("203.0.113.7:123/udp 1/0");
    assertThat(host.destinations().get(0).bytes()).isEqualTo(frame.length);
    assertThat(host.macs()).allMatch(Scene.DEVICE::equals);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrappings")
  void cut_anywhere(String name, int linkType, String wrapping) {
    byte[] frame = join(hex(wrapping), packet());
    byte[][] cuts = new byte[frame.length][];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = Arrays.copyOf(frame, i);
    }
    assertThat(Scene.read(capture(linkType, cuts)).counts().packets())
        .as(name)
        .isEqualTo(cuts.length);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 02005e0053fe02005e005301 88e7 00000001", // Ethernet in Ethernet
    "1, 02005e0053fe02005e005301 0040 aaaa030080c20007 0000", // bridged
    "100, aaaa03000000 0040", // LLC in LLC
    "192, 0000 0800 02010000 0c000000 00000000 c0000000" // PPI in PKTAP in PPI
  })
  void endless_wrappings_end(int linkType, String wrapping) {
    String all = wrapping.replace(" ", "").repeat(200_000 * 2 / wrapping.length());
    CaptureSummary read = Scene.read(capture(linkType, hex(all)));
    assertThat(read.counts().withoutIp()).isEqualTo(1);
  }

  @Test
  void an_unknown_link_type_gives_none_and_says_so() {
    CaptureSummary read = Scene.read(capture(160, packet()));
    assertThat(read.hosts()).isEmpty();
    assertThat(read.notes()).singleElement().asString().contains("link type 160");
  }

  @Test
  void protected_wifi_frames_hold_no_packet() {
    byte[] frame = join(hex("0841 0000" + TO_AP + SNAP), packet());
    assertThat(Scene.read(capture(105, frame)).counts().withoutIp()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 02005e0053fe02005e005301 0040 aaab13000000 0800, 1", // another SSAP bit, final bit
    "1, 02005e0053fe02005e005301 0040 aa4603000000 0800, 0", // SNAP only on one side
    "1, 02005e0053fe02005e005301 0040 aaaa11000000 0800, 0", // a supervisory frame
    "1, 02005e0053fe02005e005301 86dd, 0", // IPv6 that is none
    "0, 0000001e, 0",
    "239, 02050000 08000a0061000000 50000900, 0", // another version of NFLOG
    "51, 1109 0001 0040 0021, 1"
  })
  void headers_that_say_otherwise(int linkType, String wrapping, int packets) {
    CaptureSummary read = Scene.read(capture(linkType, join(hex(wrapping), packet())));
    assertThat(read.hosts().stream().mapToInt(h -> h.destinations().size()).sum())
        .isEqualTo(packets);
  }

  @Test
  void the_outermost_header_counts() {
    byte[] outer =
        Frames.ipv4(ip(Scene.DEVICE_IP), ip("198.51.100.1"), 47, 0, 0, join(new byte[4], packet()));
    CaptureSummary read = Scene.read(capture(101, outer));
    assertThat(Scene.line(read.hosts().get(0).destinations().get(0)))
        .isEqualTo("198.51.100.1/ip/47 1/0");
  }

  @Test
  void ip_options_jumbograms_and_offload() {
    byte[] options = join(new byte[24], Arrays.copyOfRange(packet(), 20, 76));
    System.arraycopy(packet(), 0, options, 0, 20);
    options[0] = 0x46;
    byte[] offload = packet();
    Octets.put16(offload, 2, 0);
    byte[] jumbo =
        Frames.ipv6(
            ip("fd00::20"),
            ip("2001:db8::7"),
            0,
            join(hex("1100c20400010000"), Arrays.copyOfRange(packet(), 20, 76)));
    Octets.put16(jumbo, 4, 0);
    CaptureSummary read = Scene.read(capture(101, options, offload, jumbo));
    assertThat(read.hosts().stream().flatMap(h -> h.destinations().stream()).map(Scene::line))
        .containsExactlyInAnyOrder("203.0.113.7:123/udp 2/0", "[2001:db8::7]:123/udp 1/0");
  }
}
