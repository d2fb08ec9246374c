// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Destinations from a generated capture against {@code tshark} taking the same fields out of it, in
 * one run on one core, then two captures at a time: {@code mvn -Pbench}. Properties: {@code
 * trimunit.bench.megabytes} (500), {@code .out}. Without tshark its rows are left out.
 */
@Tag("bench")
final class CaptureBenchmark {
  private static final String[] FIELDS = {
    "frame.len",
    "eth.src",
    "eth.dst",
    "ip.src",
    "ip.dst",
    "ipv6.src",
    "ipv6.dst",
    "ip.proto",
    "tcp.srcport",
    "tcp.dstport",
    "tcp.flags",
    "udp.srcport",
    "udp.dstport",
    "dns.id",
    "dns.qry.name",
    "dns.resp.name",
    "dns.a",
    "dns.aaaa",
    "dns.cname",
    "tls.handshake.extensions_server_name",
    "http.host"
  };

  @Test
  void captures_against_tshark() throws Exception {
    main();
  }

  public static void main(String... args) throws Exception {
    Path out = Path.of(System.getProperty("trimunit.bench.out", "target/bench"));
    Files.createDirectories(out);
    long megabytes = Long.getLong("trimunit.bench.megabytes", 500);
    Path small = out.resolve("small.pcap");
    Path large = out.resolve("large.pcap");
    List<String> rows =
        new ArrayList<>(
            List.of(
                "what,packets,megabytes,seconds,cpu_seconds,packets_per_cpu_second,heap_megabytes"));
    try {
      long few = generate(small, megabytes / 10);
      long many = generate(large, megabytes);
      Destinations.read(small, LocalPrefixes.standard());
      rows.add(row("reader only", large, many, () -> ours(() -> readOnly(large))));
      rows.add(row("destinations, a tenth", small, few, () -> ours(() -> destinations(small))));
      rows.add(row("destinations", large, many, () -> ours(() -> destinations(large))));
      rows.add(row("destinations, two at a time", large, 2 * many, () -> ours(() -> twice(large))));
      if (hasTshark()) {
        rows.add(row("tshark", small, few, () -> tshark(small)));
      }
    } finally {
      Files.deleteIfExists(small);
      Files.deleteIfExists(large);
      rows.forEach(System.out::println);
      Files.write(out.resolve("captures.csv"), rows);
    }
  }

  /** Copies of one scene, each shifted in time and in the device's ports. */
  private static long generate(Path file, long megabytes) throws IOException {
    long packets = 0;
    long bytes = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
        PcapWriter writer = new PcapWriter(out)) {
      for (int copy = 0; bytes < megabytes << 20; copy++) {
        for (byte[] frame : frames(copy)) {
          writer.write(Instant.ofEpochSecond(1_767_225_600L + copy, packets % 1_000_000), frame);
          packets++;
          bytes += 16 + frame.length;
        }
      }
    }
    return packets;
  }

  private static List<byte[]> frames(int copy) {
    int port = 32_768 + copy % 20_000;
    String server = "203.0.113." + copy % 200;
    Scene scene = new Scene().resolve("host" + copy % 200 + ".example", server);
    scene.tcp(Scene.DEVICE_IP, port, server, 443, Frames.SYN);
    scene.tcp(server, 443, Scene.DEVICE_IP, port, Frames.SYN | Frames.ACK);
    byte[] hello = dev.trimunit.devices.capture.servername.HelloBytes.tlsRecord("host.example");
    scene.tcp(Scene.DEVICE_IP, port, server, 443, Frames.ACK, 101, hello);
    byte[] record = new byte[460];
    record[0] = 23;
    record[1] = 3;
    record[2] = 3;
    record[3] = 1;
    record[4] = (byte) 0xc7;
    for (int i = 0; i < 10; i++) {
      scene.tcp(server, 443, Scene.DEVICE_IP, port, Frames.ACK, 101 + 460L * i, record);
      scene.tcp(Scene.DEVICE_IP, port, server, 443, Frames.ACK, 101 + hello.length, Scene.NOTHING);
    }
    scene
        .udp(Scene.DEVICE_IP, 123, server, 123, new byte[48])
        .udp(server, 123, Scene.DEVICE_IP, 123, new byte[48]);
    return scene.frames();
  }

  /** Wall time says little on a busy machine, so the time on the processor is there too. */
  private static String row(String what, Path file, long packets, Callable<Duration> work)
      throws Exception {
    long start = System.nanoTime();
    double cpu = work.call().toNanos() / 1e9;
    double seconds = (System.nanoTime() - start) / 1e9;
    System.gc();
    long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    return String.format(
        Locale.ROOT,
        "%s,%d,%d,%.2f,%.2f,%.0f,%d",
        what,
        packets,
        Files.size(file) >> 20,
        seconds,
        cpu,
        packets / cpu,
        heap >> 20);
  }

  private static Duration ours(Callable<?> work) throws Exception {
    var machine =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    long before = machine.getProcessCpuTime();
    work.call();
    return Duration.ofNanos(machine.getProcessCpuTime() - before);
  }

  private static long readOnly(Path file) throws IOException {
    long bytes = 0;
    try (CaptureFile capture = CaptureFile.open(Input.Source.of(file))) {
      Packet packet = new Packet();
      while (capture.next(packet)) {
        bytes += packet.originalLength;
      }
    }
    return bytes;
  }

  private static CaptureSummary destinations(Path file) throws IOException {
    return Destinations.read(file, LocalPrefixes.standard());
  }

  private static Object twice(Path file) throws InterruptedException {
    var pool = Executors.newFixedThreadPool(2);
    try {
      return pool.invokeAll(List.of(() -> destinations(file), () -> destinations(file)));
    } finally {
      pool.shutdown();
    }
  }

  private static boolean hasTshark() throws InterruptedException {
    try {
      return new ProcessBuilder("tshark", "-v")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Duration tshark(Path file) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("tshark", "-n", "-r", file.toString(), "-T", "fields"));
    for (String field : FIELDS) {
      command.add("-e");
      command.add(field);
    }
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Duration cpu = Duration.ZERO;
    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
      cpu = process.info().totalCpuDuration().orElse(cpu);
    }
    return cpu;
  }
}
