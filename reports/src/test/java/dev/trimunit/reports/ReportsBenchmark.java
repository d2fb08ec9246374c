// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.reports.data.FolderOutput;
import dev.trimunit.reports.data.Report;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.exports.Exports;
import dev.trimunit.reports.tables.Tables;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a run's files take beside the page, which has a benchmark of its own: {@code mvn -Pbench -pl
 * reports -am test -Dtest=ReportsBenchmark}. Devices are generated: 8 destinations, 3 usages. Their
 * evidence bundles have no captures and pictures. Table: {@code target/bench/reports.csv}.
 */
@Tag("bench")
final class ReportsBenchmark {
  private static final int DESTINATIONS = 8;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  @TempDir Path folder;

  @Test
  void seconds_and_megabytes_for_31_and_1000_devices() throws IOException {
    List<String> rows =
        new ArrayList<>(List.of("devices,what,seconds,processor_seconds,megabytes,files"));
    measure(31);
    for (int devices : new int[] {31, 1_000}) {
      rows.addAll(measure(devices));
    }
    rows.forEach(System.out::println);
    Path out = Path.of(System.getProperty("trimunit.bench.out", "target/bench"));
    Files.createDirectories(out);
    Files.write(out.resolve("reports.csv"), rows);
    assertThat(rows).hasSizeGreaterThan(5);
  }

  private List<String> measure(int devices) throws IOException {
    RunData run =
        MemoryOutput.data(
            new SampleRun(
                GeneratedDevices.of(devices, DESTINATIONS), 2, LabKind.SIMULATED, List.of()));
    Map<String, Report> reports = new LinkedHashMap<>();
    reports.put("verdicts.json", new VerdictsJson());
    reports.put("tables", new Tables());
    reports.put("exports", new Exports());
    reports.put("mud", new MudProfile());
    reports.put("evidence", (data, output) -> EvidenceBundles.write(data, output));
    List<String> rows = new ArrayList<>();
    for (var report : reports.entrySet()) {
      FolderOutput output = new FolderOutput(folder.resolve(devices + "-" + report.getKey()));
      long[] written = new long[2];
      long processorStart = THREADS.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      report
          .getValue()
          .write(
              run,
              (name, content) -> {
                output.write(name, content);
                written[0] += content.length;
                written[1]++;
              });
      double seconds = (System.nanoTime() - start) / 1e9;
      double processor = (THREADS.getCurrentThreadCpuTime() - processorStart) / 1e9;
      rows.add(
          String.format(
              Locale.ROOT,
              "%d,%s,%.2f,%.2f,%.2f,%d",
              devices,
              report.getKey(),
              seconds,
              processor,
              written[0] / 1e6,
              written[1]));
    }
    return rows;
  }
}
