// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.reports.data.FolderOutput;
import dev.trimunit.reports.data.PlainText;
import dev.trimunit.reports.history.DeviceHistory;
import dev.trimunit.reports.history.History;
import dev.trimunit.reports.history.HistoryChange;
import dev.trimunit.reports.history.HistoryCsv;
import dev.trimunit.reports.history.PastRun;
import dev.trimunit.reports.page.HistoryPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells how devices were in many runs, one after the other. */
@Command(
    name = "history",
    description = {
      "Makes one page and one table of any number of runs: a time line of each device and"
          + " destination, and what changed when, beside the firmware. Runs that cannot be read are"
          + " named and left out.",
      "Exit code 0: made; 2: no run could be read, or nothing could be written."
    },
    exitCodeOnExecutionException = 2,
    mixinStandardHelpOptions = true)
public final class HistoryCommand implements Callable<Integer> {
  /** Runs that are in memory as a whole. */
  private static final int AT_ONCE = 16;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "Output folders of runs, or folders that have some; verdicts.json files.")
  private List<Path> places = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where history.html and history.csv go; the folder history by default.")
  private Path out = Path.of("history");

  /** For picocli. */
  public HistoryCommand() {}

  @Override
  public Integer call() {
    try {
      History history = read();
      if (history.runs() == 0) {
        throw new IOException(
            "No run could be read. "
                + history.skipped().stream()
                    .findFirst()
                    .map(first -> first.folder() + ": " + first.reason())
                    .orElse(""));
      }
      FolderOutput output = new FolderOutput(out);
      HistoryPage.write(history, out, output);
      output.write("history.csv", HistoryCsv.of(history));
      say(history);
      return 0;
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), PlainText.line(String.valueOf(e.getMessage())), e);
    }
  }

  /** The results of a run, and where they stand. */
  private record Dated(Path file, PastRunReader.Began began) {}

  private History read() throws IOException {
    RunFolders folders = new RunFolders();
    for (Path place : places) {
      folders.add(place);
    }
    History history = new History();
    folders.without().forEach(history::skip);
    List<Dated> runs = new ArrayList<>();
    for (Path file : folders.files()) {
      runs.add(new Dated(file, PastRunReader.Began.of(file)));
    }
    runs.sort(Comparator.comparing((Dated run) -> run.began().when()).thenComparing(Dated::file));
    for (int from = 0; from < runs.size(); from += AT_ONCE) {
      List<Dated> some = runs.subList(from, Math.min(runs.size(), from + AT_ONCE));
      List<Consumer<History>> told =
          IntStream.range(0, some.size()).parallel().mapToObj(i -> told(some.get(i))).toList();
      told.forEach(one -> one.accept(history));
    }
    return history;
  }

  private static Consumer<History> told(Dated dated) {
    try {
      PastRun run = PastRunReader.read(dated.file(), dated.began());
      return history -> history.add(run);
    } catch (IOException e) {
      Path folder = dated.file().resolveSibling("");
      return history -> history.skip(folder, String.valueOf(e.getMessage()));
    }
  }

  private void say(History history) {
    List<DeviceHistory> devices = history.devices();
    long changes = devices.stream().mapToLong(one -> HistoryChange.of(one).size()).sum();
    line(
        "%s, %s, %s"
            .formatted(
                counted(history.runs(), "run"),
                counted(devices.size(), "device"),
                counted(changes, "change")));
    history.notes().forEach(this::line);
    history
        .skipped()
        .forEach(one -> line("Left out: %s: %s".formatted(one.folder(), one.reason())));
    line("Page: " + out.resolve(HistoryPage.FILE).toAbsolutePath().normalize());
    line("Table: " + out.resolve("history.csv").toAbsolutePath().normalize());
  }

  private static String counted(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  private void line(String text) {
    spec.commandLine().getOut().println(PlainText.line(text));
  }
}
