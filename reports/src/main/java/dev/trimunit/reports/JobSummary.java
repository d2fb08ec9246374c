// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.reports.buildserver.Annotations;
import dev.trimunit.reports.buildserver.SourceFiles;
import dev.trimunit.reports.buildserver.Summary;
import dev.trimunit.reports.data.RunData;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** What a run tells the build server that it runs on, beside the files that it writes. */
final class JobSummary {
  /** A file for the page of the job, in Markdown. */
  private static final String FILE = "GITHUB_STEP_SUMMARY";

  /** Is {@code true} where lines of the output may be commands to the build server. */
  private static final String COMMANDS = "GITHUB_ACTIONS";

  /** A step's file that is larger is not shown at all. */
  private static final long MOST_BYTES = 1 << 20;

  private final Map<String, String> environment;
  private final SourceFiles sources;

  JobSummary(Map<String, String> environment, SourceFiles sources) {
    this.environment = environment;
    this.sources = sources;
  }

  void tell(RunData run, PrintStream out) throws IOException {
    if (environment.getOrDefault(COMMANDS, "").equals("true")) {
      new Annotations(sources).of(run).forEach(line -> out.print(line + "\n"));
    }
    String file = environment.getOrDefault(FILE, "");
    if (!file.isBlank()) {
      append(Path.of(file), new Summary(sources).text(run), out);
    }
  }

  private static void append(Path file, String text, PrintStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long there = Files.exists(file) ? Files.size(file) : 0;
    if (there + bytes.length > MOST_BYTES) {
      out.println("The page of this job has no room left for the summary; it is in summary.md.");
      return;
    }
    Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
