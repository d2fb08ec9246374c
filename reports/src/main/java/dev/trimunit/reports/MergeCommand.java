// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.reports.data.PlainText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes one set of results of runs on several benches. */
@Command(
    name = "merge",
    description = {
      "Makes one verdicts.json of runs that had some of the devices each: on several benches, or as"
          + " the shards of a build; with its evidence, tables, exports, captures, test results,"
          + " page, summary, badges and Allure results. Refuses runs of other labs and settings, and two runs that"
          + " contradict each other about a device.",
      "Exit code 0: merged; 1: merged, but a shard is missing; 2: a run cannot be read, or does not go with the others."
    },
    exitCodeOnExecutionException = 2,
    mixinStandardHelpOptions = true)
public final class MergeCommand implements Callable<Integer> {
  private static final int NOT_WHOLE = 1;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "Output folders of runs.")
  private List<Path> runs = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the results go; must be empty, or not be there yet.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path out;

  /** For picocli. */
  public MergeCommand() {}

  @Override
  public Integer call() {
    try {
      requireEmpty();
      MergedRuns merged = new MergedRuns();
      for (Path run : runs) {
        merged.add(run);
      }
      merged.write(out);
      merged.sentences().forEach(line -> spec.commandLine().getOut().println(PlainText.line(line)));
      return merged.isWhole() ? 0 : NOT_WHOLE;
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), PlainText.line(String.valueOf(e.getMessage())), e);
    }
  }

  private void requireEmpty() throws IOException {
    boolean used = Files.exists(out);
    if (used && Files.isDirectory(out)) {
      try (Stream<Path> files = Files.list(out)) {
        used = files.findAny().isPresent();
      }
    }
    if (used) {
      throw new IOException(
          "%s is there already, and merged results are never mixed with others: name another folder with --out, or delete it"
              .formatted(out));
    }
  }
}
