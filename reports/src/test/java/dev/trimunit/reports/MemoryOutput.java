// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.reports.data.Report;
import dev.trimunit.reports.data.ReportOutput;
import dev.trimunit.reports.data.RunCollector;
import dev.trimunit.reports.data.RunData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what a report writes. */
public final class MemoryOutput implements ReportOutput {
  private final Map<String, byte[]> files = new TreeMap<>();

  @Override
  public void write(String name, byte[] content) {
    files.put(name, content);
  }

  public String text(String name) {
    if (!files.containsKey(name)) {
      throw new AssertionError("No file " + name + ", there are " + files.keySet());
    }
    return new String(files.get(name), StandardCharsets.UTF_8);
  }

  public Map<String, byte[]> files() {
    return files;
  }

  /** What a report writes about a run. */
  public static MemoryOutput of(Report report, RunData run) {
    MemoryOutput output = new MemoryOutput();
    try {
      report.write(run, output);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return output;
  }

  /** The data of a run that ended in one instant. */
  public static RunData data(SampleRun run) {
    RunCollector collector =
        new RunCollector(InstantSource.fixed(Instant.parse("2026-02-01T10:00:00Z")));
    run.play(collector, Path.of("target", "trimunit"));
    return collector.data();
  }
}
