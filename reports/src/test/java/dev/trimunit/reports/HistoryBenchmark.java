// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.LabKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a history of many runs takes: {@code mvn -Pbench -pl reports -am test
 * -Dtest=HistoryBenchmark}. Each run has 30 generated devices of 8 destinations and 3 usages; one
 * device in ten changes its firmware from run to run, and one verdict in 500 is another. Table:
 * {@code target/bench/history.csv}.
 */
@Tag("bench")
final class HistoryBenchmark {
  private static final int DEVICES = 30;
  private static final Duration MOST = Duration.ofSeconds(30);
  @TempDir Path folder;

  @Test
  void seconds_and_megabytes_of_100_and_1000_runs() throws IOException {
    List<String> rows =
        new ArrayList<>(
            List.of("runs,devices,read_megabytes,seconds,page_megabytes,table_megabytes"));
    for (int runs : new int[] {100, 1_000}) {
      rows.add(measure(runs));
    }
    rows.forEach(System.out::println);
    Path out = Path.of(System.getProperty("trimunit.bench.out", "target/bench"));
    Files.createDirectories(out);
    Files.write(out.resolve("history.csv"), rows);
  }

  private String measure(int runs) throws IOException {
    Path all = folder.resolve("runs-" + runs);
    long octets = generate(all, runs);
    Path out = folder.resolve("out-" + runs);
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    long start = System.nanoTime();
    int code =
        ResultCommands.execute(writer, writer, "history", all.toString(), "--out", out.toString());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(code).as(said.toString()).isZero();
    assertThat(took).isLessThan(MOST);
    return String.format(
        Locale.ROOT,
        "%d,%d,%.1f,%.1f,%.2f,%.2f",
        runs,
        DEVICES,
        octets / 1e6,
        took.toMillis() / 1e3,
        Files.size(out.resolve("history.html")) / 1e6,
        Files.size(out.resolve("history.csv")) / 1e6);
  }

  private static long generate(Path all, int runs) throws IOException {
    SampleRun sample =
        new SampleRun(GeneratedDevices.of(DEVICES, 8), 2, LabKind.SIMULATED, List.of());
    String verdicts =
        new String(
            MemoryOutput.of(new VerdictsJson(), MemoryOutput.data(sample))
                .files()
                .get("verdicts.json"),
            StandardCharsets.UTF_8);
    List<String> lines = verdicts.lines().toList();
    SplittableRandom random = new SplittableRandom(20);
    long octets = 0;
    for (int run = 0; run < runs; run++) {
      Path output = Files.createDirectories(all.resolve("run-%04d".formatted(run)));
      StringBuilder text = new StringBuilder();
      for (String line : lines) {
        text.append(changed(line, run, random)).append('\n');
      }
      byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
      Files.write(output.resolve("verdicts.json"), content);
      octets += content.length;
      Files.writeString(
          output.resolve("run.json"),
          "{\"started\": \"%s\"}"
              .formatted(Instant.parse("2024-01-01T02:00:00Z").plus(Duration.ofDays(run))));
    }
    return octets;
  }

  private static String changed(String line, int run, SplittableRandom random) {
    if (line.contains("\"firmware\" :")) {
      int version = random.nextInt(10) == 0 ? run : run / 100;
      return line.replaceFirst(": \"[^\"]*\"", ": \"1." + version + "\"");
    }
    return line.contains("\"verdict\" : \"BLOCKABLE\"") && random.nextInt(500) == 0
        ? line.replace("BLOCKABLE", "REQUIRED")
        : line;
  }
}
