// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import static dev.trimunit.devices.capture.Scene.DEVICE_IP;
import static dev.trimunit.devices.capture.Scene.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.capture.file.CaptureException;
import dev.trimunit.devices.capture.file.PcapWriter;
import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.capture.packet.Octets;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No file may crash the reader, hang it or take its memory. */
@Tag("slow")
final class HostileCapturesTest {
  private static final String SERVER = "203.0.113.7";

  @TempDir private Path folder;

  private static CaptureSummary withDns(byte[] message) {
    Scene scene =
        new Scene()
            .udp(DEVICE_IP, 4000, Scene.GATEWAY_IP, 53, DnsBytes.query(1, "a.example", 1).bytes());
    return scene.udp(Scene.GATEWAY_IP, 53, DEVICE_IP, 4000, message).read();
  }

  @Test
  void compression_loops_and_pointers_beyond_the_end_spoil_the_message() {
    int[][] owners = {
      {0xc0, 27}, {0xc0, 29, 0xc0, 27}, {1, 'x', 0xc0, 27}, {0xff, 0xff}, {0xc0}, {0x40, 1}
    };
    for (int[] owner : owners) {
      byte[] message = DnsBytes.answer(1, "a.example", 1).rawRecord(owner).bytes();
      assertThat(withDns(message).counts().dnsMalformed()).as("%s", owner).isEqualTo(1);
    }
  }

  @Test
  void a_name_that_pointers_make_endless_is_refused() {
    int[] bomb = new int[2 * 60];
    for (int i = 0; i < bomb.length; i += 2) {
      bomb[i] = 0xc0;
      bomb[i + 1] = i == 0 ? 27 + bomb.length - 2 : 27 + i - 2;
    }
    assertThat(
            withDns(DnsBytes.answer(1, "a.example", 1).rawRecord(bomb).bytes())
                .counts()
                .dnsMalformed())
        .isEqualTo(1);
  }

  @Test
  void a_gzip_bomb_stops() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new Scene().pcap());
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 400; i++) {
        gzip.write(zeros);
      }
    }
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> assertThat(Scene.read(packed.toByteArray()).notes()).asString().contains("-fold"));
  }

  @Test
  void empty_gzip_members_in_front_of_a_capture_are_passed_over() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    byte[] empty = gzip(new byte[0]);
    for (int i = 0; i < 100_000; i++) {
      file.write(empty);
    }
    file.write(gzip(CaptureSeeds.everything().pcap()));
    file.write(new byte[] {0x1f, 'x', 'x', 'x'});
    CaptureSummary capture = Scene.read(file.toByteArray());
    assertThat(capture.counts()).isEqualTo(CaptureSeeds.everything().read().counts());
    assertThat(capture.notes()).isEmpty();
  }

  @Test
  void gzip_within_gzip_is_no_capture() throws IOException {
    byte[] nested = gzip(gzip(new Scene().pcap()));
    Assertions.assertThrows(java.io.UncheckedIOException.class, () -> Scene.read(nested));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  @Test
  void blocks_of_impossible_lengths_end_the_reading() {
    int[] lengths = {0, 1, 4, 8, 13, 0x0100_0004, 0x7fff_fffc, 0x8000_0000, 0xffff_fffc};
    for (int type : new int[] {1, 2, 3, 4, 5, 6, 10, 0x0a0d_0d0a, 0x4000_0bad}) {
      for (int length : lengths) {
        byte[] file = new byte[28 + 28];
        Octets.put32(file, 0, 0x0a0d_0d0a);
        Octets.put32(file, 4, 28);
        Octets.put32(file, 8, 0x1a2b_3c4d);
        Octets.put32(file, 24, 28);
        Octets.put32(file, 28, type);
        Octets.put32(file, 32, length);
        Octets.put32(file, 36, 0x1a2b_3c4d);
        assertThat(Scene.read(file).notes()).as("%08x %08x", type, length).hasSize(1);
      }
    }
  }

  @Test
  void many_fragments_flows_names_and_hosts_do_not_take_the_memory() throws IOException {
    assertThat(flood(200_000, HostileCapturesTest::fragment).notes()).isEmpty();
    flood(
        300_000,
        i -> udp(DEVICE_IP, 1024 + i % 60_000, "203.0." + i / 60_000 + ".7", 443, new byte[1]));
    flood(
        120_000,
        i ->
            udp(
                DEVICE_IP,
                4000,
                "192.168.7.1",
                53,
                DnsBytes.query(i, "n" + i + ".example", 1).bytes()));
    IntFunction<byte[]> host =
        i ->
            udp(
                "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255),
                4000,
                SERVER,
                443,
                new byte[1]);
    assertThat(flood(100_000, host).notes()).asString().contains("more local addresses");
  }

  @Test
  void ten_million_fragments_leave_the_memory_flat() throws IOException {
    flood(1_000_000, HostileCapturesTest::fragment);
    long little = usedMemory();
    flood(10_000_000, HostileCapturesTest::fragment);
    assertThat(usedMemory() - little).isLessThan(64L << 20);
  }

  @Test
  void a_million_hosts_flows_and_names_fit_into_a_small_heap() throws Exception {
    Path file = folder.resolve("flood.pcap");
    try (PcapWriter writer = new PcapWriter(file)) {
      for (int i = 0; i < 400_000; i++) {
        String name = "n" + i + "." + "\u0001".repeat(60) + ".example";
        String remote = "203." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255);
        String host = "10." + remote.substring(4);
        MacAddress mac = new MacAddress(i);
        byte[] query = DnsBytes.query(i, name, 1).bytes();
        byte[] answer = DnsBytes.answer(i, name, 1).address(name, remote).bytes();
        writer.write(Instant.EPOCH, udp(DEVICE_IP, 4000, Scene.GATEWAY_IP, 53, query));
        writer.write(Instant.EPOCH, udp(Scene.GATEWAY_IP, 53, DEVICE_IP, 4000, answer));
        writer.write(Instant.EPOCH, udp(DEVICE_IP, 4000, remote, 443, new byte[1]));
        writer.write(
            Instant.EPOCH,
            Frames.udp(mac, Scene.GATEWAY, ip(host), ip(remote), 4000, 443, new byte[1]));
      }
    }
    Process reader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.trimunit.devices.DestinationsMain",
                "--out",
                folder.toString(),
                file.toString())
            .inheritIO()
            .start();
    assertThat(reader.waitFor()).isZero();
    assertThat(folder.resolve("flood.pcap.tsv")).isNotEmptyFile();
  }

  private static long usedMemory() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Reads a capture of that many packets from a pipe of sorts: it is written to a file first. */
  private CaptureSummary flood(int packets, IntFunction<byte[]> frames) throws IOException {
    Path file = folder.resolve("flood.pcap.gz");
    try (OutputStream out =
            new GZIPOutputStream(Files.newOutputStream(file)) {
              {
                def.setLevel(1);
              }
            };
        PcapWriter writer = new PcapWriter(new BufferedOutputStream(out, 1 << 16))) {
      for (int i = 0; i < packets; i++) {
        writer.write(Instant.EPOCH, frames.apply(i));
      }
    }
    CaptureSummary capture = Destinations.read(file, LocalPrefixes.standard());
    assertThat(capture.counts().packets()).isEqualTo(packets);
    Files.delete(file);
    return capture;
  }

  private static byte[] udp(String from, int fromPort, String to, int toPort, byte[] payload) {
    return Frames.udp(Scene.DEVICE, Scene.GATEWAY, ip(from), ip(to), fromPort, toPort, payload);
  }

  /** Middle fragments of ever new datagrams, at ever other offsets. */
  private static byte[] fragment(int i) {
    int offset = 1 + i % 8000;
    byte[] packet =
        Frames.ipv4(
            ip(DEVICE_IP),
            ip("198.51." + (i >> 16 & 127) + ".9"),
            17,
            i,
            0x2000 | offset,
            new byte[16]);
    Octets.put32(packet, 20, i * 0x9e37_79b9);
    return Frames.ethernet(Scene.DEVICE, Scene.GATEWAY, Frames.IPV4, packet);
  }

  @Test
  void mutated_captures_are_read_or_refused() {
    mutate(1, 4_000);
  }

  @Test
  void many_more_mutated_captures_are_read_or_refused() {
    mutate(2, 150_000);
  }

  /** Seeds with a few octets changed, cut, doubled; the same ones in every run. */
  private static void mutate(int seed, int runs) {
    Random random = new Random(seed);
    byte[][] seeds = CaptureSeeds.all();
    for (int run = 0; run < runs; run++) {
      byte[] file = seeds[random.nextInt(seeds.length)].clone();
      int changes = 1 + random.nextInt(12);
      for (int i = 0; i < changes; i++) {
        int at = random.nextInt(file.length);
        file[at] = interesting(random);
      }
      int length = random.nextInt(8) == 0 ? random.nextInt(file.length) : file.length;
      read(java.util.Arrays.copyOf(file, length), run);
    }
  }

  private static byte interesting(Random random) {
    int[] values = {0, 1, 0x7f, 0x80, 0xff, 0xc0, 0x45, 0x60, 4, 6, 17, 44};
    return (byte)
        (random.nextBoolean() ? values[random.nextInt(values.length)] : random.nextInt(256));
  }

  private static void read(byte[] file, int run) {
    try {
      Scene.read(file);
    } catch (java.io.UncheckedIOException refused) {
      assertThat(refused).as("run " + run).hasCauseInstanceOf(CaptureException.class);
    }
  }
}
