// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.reports.accepted.Behaviour;
import dev.trimunit.reports.accepted.Change;
import dev.trimunit.reports.data.PlainText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what changed between runs. */
@Command(
    name = "compare",
    description = {
      "Compares runs in the order given, each with the one before it: new and gone destinations,"
          + " changed verdicts, parties, ports and shares of the traffic, one sentence each.",
      "Exit code 0: nothing changed; 1: something did; 2: a run cannot be read."
    },
    exitCodeOnExecutionException = 2,
    mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
  private static final int DIFFERENT = 1;

  /** Raised when a reader of the former version would misread the JSON. */
  private static final int VERSION = 1;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      arity = "2..*",
      paramLabel = "RUN",
      description = "verdicts.json files, or output folders of runs; the earliest first.")
  private List<Path> files = List.of();

  @Option(
      names = "--tolerance",
      paramLabel = "POINTS",
      description =
          "By how many percentage points a share of the traffic may change; 5 by default.")
  private double tolerance = Behaviour.TOLERANCE;

  @Option(names = "--json", description = "JSON instead of text.")
  private boolean json;

  /** For picocli. */
  public CompareCommand() {}

  @Override
  public Integer call() {
    List<VerdictsFile> runs = new ArrayList<>();
    for (Path file : files) {
      runs.add(read(file));
    }
    RunComparison comparison = new RunComparison(runs);
    if (json) {
      spec.commandLine().getOut().print(Json.text(json(comparison)));
      spec.commandLine().getOut().flush();
    } else {
      text(comparison);
    }
    return comparison.same() ? 0 : DIFFERENT;
  }

  private VerdictsFile read(Path file) {
    try {
      return VerdictsFile.read(file, tolerance);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), PlainText.line(file + " cannot be compared: " + e.getMessage()), e);
    }
  }

  private void text(RunComparison comparison) {
    int number = 0;
    for (VerdictsFile run : comparison.runs()) {
      number++;
      String when = run.started().isEmpty() ? "" : ", " + run.started();
      say("%d  %s (%s%s)".formatted(number, run.file(), run.lab(), when));
    }
    for (RunComparison.Step step : comparison.steps()) {
      say("");
      say("%d -> %d%s".formatted(step.from(), step.from() + 1, step.same() ? ": no change" : ""));
      step.notes().forEach(note -> say("  (" + note + ")"));
      step.devices().forEach(sentence -> say("  " + sentence));
      step.changes()
          .forEach((id, all) -> all.forEach(change -> say("  " + id + ": " + change.sentence())));
    }
    table(comparison);
  }

  private void table(RunComparison comparison) {
    List<RunComparison.Row> rows = comparison.rows();
    if (rows.isEmpty()) {
      return;
    }
    int wide = rows.stream().mapToInt(row -> label(row).length()).max().orElse(0);
    StringBuilder head = new StringBuilder(" ".repeat(wide));
    for (int i = 1; i <= comparison.runs().size(); i++) {
      head.append("  %-12d".formatted(i));
    }
    say("");
    say(head.toString().stripTrailing());
    for (RunComparison.Row row : rows) {
      StringBuilder line =
          new StringBuilder(label(row)).append(" ".repeat(wide - label(row).length()));
      row.words().forEach(word -> line.append("  %-12s".formatted(word)));
      say(line.toString().stripTrailing());
    }
  }

  private static String label(RunComparison.Row row) {
    return PlainText.line(row.device() + ": " + row.what());
  }

  private void say(String line) {
    spec.commandLine().getOut().println(PlainText.line(line));
  }

  private static ObjectNode json(RunComparison comparison) {
    ObjectNode root = Json.object();
    root.put("version", VERSION);
    root.put("same", comparison.same());
    ArrayNode runs = root.putArray("runs");
    for (VerdictsFile run : comparison.runs()) {
      ObjectNode node = runs.addObject();
      node.put("file", run.file().toString());
      node.put("started", run.started());
      node.put("lab", run.lab());
      node.put("simulated", run.simulated());
      node.put("filters", run.filters());
    }
    ArrayNode steps = root.putArray("steps");
    comparison.steps().forEach(step -> step(steps.addObject(), step));
    ArrayNode rows = root.putArray("rows");
    for (RunComparison.Row row : comparison.rows()) {
      ObjectNode node = rows.addObject();
      node.put("device", row.device());
      node.put("what", row.what());
      ArrayNode words = node.putArray("words");
      row.words().forEach(words::add);
    }
    return root;
  }

  private static void step(ObjectNode node, RunComparison.Step step) {
    node.put("from", step.from());
    node.put("to", step.from() + 1);
    ArrayNode notes = node.putArray("notes");
    step.notes().forEach(notes::add);
    ArrayNode devices = node.putArray("devices");
    step.devices().forEach(devices::add);
    ArrayNode changes = node.putArray("changes");
    step.changes()
        .forEach((id, all) -> all.forEach(change -> change(changes.addObject(), id, change)));
  }

  private static void change(ObjectNode node, String device, Change change) {
    node.put("device", device);
    node.put("kind", change.kind().words());
    node.put("destination", change.destination().toString());
    Usage usage = change.usage();
    if (usage != null) {
      Json.usage(node, usage);
    }
    node.put("before", change.before());
    node.put("after", change.after());
    node.put("sentence", change.sentence());
  }
}
