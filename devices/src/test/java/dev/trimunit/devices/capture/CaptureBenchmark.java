// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.file.CaptureFile;
import dev.trimunit.devices.capture.file.Input;
import dev.trimunit.devices.capture.file.PcapWriter;
import dev.trimunit.devices.capture.packet.Frames;
import dev.trimunit.devices.capture.packet.Packet;
import dev.trimunit.devices.capture.servername.HelloBytes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The command {@code destinations} on a generated capture against {@code tshark} taking the same
 * fields out of it, each a process of its own on the same cores, in one run: {@code mvn -Pbench}.
 * Wall time holds the start of the process; where others compute beside it, compare processor time.
 * Properties: {@code trimunit.bench.megabytes} (500), {@code .out}. Without tshark or taskset the
 * rows that need them are left out.
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

  private static final String HEADER =
      "what,cores,packets,megabytes,seconds,cpu_seconds,peak_memory_megabytes,gigabytes_per_second,"
          + "times_faster_than_tshark,times_less_cpu_than_tshark";

  private final Path out = Path.of(System.getProperty("trimunit.bench.out", "target/bench"));
  private final List<String> rows = new ArrayList<>(List.of(HEADER));

  @Test
  void captures_against_tshark() throws Exception {
    Files.createDirectories(out);
    long megabytes = Long.getLong("trimunit.bench.megabytes", 500);
    Sample small = Sample.generate(out.resolve("small.pcap"), megabytes / 10);
    Sample large = Sample.generate(out.resolve("large.pcap"), megabytes);
    Sample again = Sample.generate(out.resolve("again.pcap"), megabytes);
    try {
      if (Run.works("taskset", "-V")) {
        compare(small, large, again);
      }
      readOnly(large, small);
    } finally {
      for (Sample sample : List.of(small, large, again)) {
        Files.deleteIfExists(sample.file());
      }
      Files.write(out.resolve("captures.csv"), rows);
    }
  }

  private void compare(Sample small, Sample large, Sample again) throws Exception {
    boolean tshark = Run.works("tshark", "-v");
    Run few = tshark ? Run.of(1, List.of(tshark(small))) : Run.NONE;
    Run many = tshark ? Run.of(1, List.of(tshark(large))) : Run.NONE;
    Run both = tshark ? Run.of(2, List.of(tshark(large), tshark(again))) : Run.NONE;
    row("tshark", 1, small, few, few);
    row("tshark", 1, large, many, many);
    row("tshark, two files", 2, large.twice(), both, both);
    row("destinations", 1, small, Run.of(1, List.of(ours("-Xmx32m", small))), few);
    row("destinations", 1, large, Run.of(1, List.of(ours("-Xmx32m", large))), many);
    row(
        "destinations, heap as the JVM likes",
        1,
        large,
        Run.of(1, List.of(ours("-ea", large))),
        many);
    row(
        "destinations, two files",
        2,
        large.twice(),
        Run.of(2, List.of(ours("-Xmx64m", large, again))),
        both);
  }

  /** In this process, warm: what the reader itself costs. */
  private void readOnly(Sample large, Sample warmUp) throws Exception {
    for (int i = 0; i < 5; i++) {
      read(warmUp);
    }
    long start = System.nanoTime();
    read(large);
    double seconds = (System.nanoTime() - start) / 1e9;
    row("reader only, warm", 1, large, new Run(seconds, seconds, 0), Run.NONE);
  }

  private static long read(Sample sample) throws IOException {
    long bytes = 0;
    try (CaptureFile capture = CaptureFile.open(Input.Source.of(sample.file()))) {
      Packet packet = new Packet();
      while (capture.next(packet)) {
        bytes += packet.originalLength;
      }
    }
    return bytes;
  }

  private void row(String what, int cores, Sample sample, Run run, Run peer) {
    String row =
        String.format(
            Locale.ROOT,
            "%s,%d,%d,%d,%.2f,%.2f,%d,%.2f,%.1f,%.1f",
            what,
            cores,
            sample.packets(),
            sample.bytes() >> 20,
            run.seconds(),
            run.cpuSeconds(),
            run.peakMegabytes(),
            sample.bytes() / 1e9 / run.seconds(),
            peer.seconds() / run.seconds(),
            peer.cpuSeconds() / run.cpuSeconds());
    System.out.println(row);
    rows.add(row);
  }

  private static List<String> ours(String option, Sample... samples) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.trimunit.devices.DestinationsMain",
                "--quiet"));
    for (Sample sample : samples) {
      command.add(sample.file().toString());
    }
    return command;
  }

  private static List<String> tshark(Sample sample) {
    List<String> command =
        new ArrayList<>(List.of("tshark", "-n", "-r", sample.file().toString(), "-T", "fields"));
    for (String field : FIELDS) {
      command.addAll(List.of("-e", field));
    }
    return command;
  }

  /** A generated capture. */
  private record Sample(Path file, long packets, long bytes) {
    /** Copies of one scene, each shifted in time and in the device's ports. */
    static Sample generate(Path file, long megabytes) throws IOException {
      long packets = 0;
      long bytes = 0;
      try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
          PcapWriter writer = new PcapWriter(stream)) {
        for (int copy = 0; bytes < megabytes << 20; copy++) {
          for (byte[] frame : frames(copy)) {
            writer.write(Instant.ofEpochSecond(1_767_225_600L + copy, packets % 1_000_000), frame);
            packets++;
            bytes += 16 + frame.length;
          }
        }
      }
      return new Sample(file, packets, bytes);
    }

    Sample twice() {
      return new Sample(file, 2 * packets, 2 * bytes);
    }
  }

  /** One or more processes from their start to the end of the last. */
  private record Run(double seconds, double cpuSeconds, long peakMegabytes) {
    static final Run NONE = new Run(0, 0, 0);

    static Run of(int cores, List<List<String>> commands) throws Exception {
      long start = System.nanoTime();
      List<Process> processes = new ArrayList<>();
      for (List<String> command : commands) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", "0-" + (cores - 1)));
        pinned.addAll(command);
        processes.add(start(pinned));
      }
      double[] cpu = new double[commands.size()];
      long[] peak = new long[commands.size()];
      for (boolean alive = true; alive; ) {
        alive = false;
        for (int i = 0; i < commands.size(); i++) {
          Process process = processes.get(i);
          alive |= !process.waitFor(5, TimeUnit.MILLISECONDS);
          cpu[i] =
              process.info().totalCpuDuration().map(time -> time.toNanos() / 1e9).orElse(cpu[i]);
          peak[i] = Math.max(peak[i], peakMegabytes(process));
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      for (Process process : processes) {
        if (process.exitValue() != 0) {
          throw new IllegalStateException(
              "%s ended with %d".formatted(commands, process.exitValue()));
        }
      }
      return new Run(seconds, Arrays.stream(cpu).sum(), Arrays.stream(peak).sum());
    }

    static boolean works(String... command) throws InterruptedException {
      try {
        return start(List.of(command)).waitFor() == 0;
      } catch (IOException e) {
        System.out.println("Rows left out: " + e.getMessage());
        return false;
      }
    }

    private static Process start(List<String> command) throws IOException {
      return new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    }

    /** What the kernel says was the most, 0 once the process is gone. */
    private static long peakMegabytes(Process process) {
      try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
        return lines
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
            .findFirst()
            .orElse(0);
      } catch (IOException | UncheckedIOException e) {
        return 0;
      }
    }
  }

  private static List<byte[]> frames(int copy) {
    int port = 32_768 + copy % 20_000;
    String server = "203.0.113." + copy % 200;
    Scene scene = new Scene().resolve("host" + copy % 200 + ".example", server);
    scene.tcp(Scene.DEVICE_IP, port, server, 443, Frames.SYN);
    scene.tcp(server, 443, Scene.DEVICE_IP, port, Frames.SYN | Frames.ACK);
    byte[] hello = HelloBytes.tlsRecord("host.example");
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
}
