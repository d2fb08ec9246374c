// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trimunit.engine.model.Durations;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.replay.Replay;
import dev.trimunit.engine.trial.Age;
import dev.trimunit.reports.data.PlainText;
import dev.trimunit.reports.evidence.ForeignFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recomputes verdicts from evidence alone. */
@Command(
    name = "replay",
    description = {
      "Recomputes the verdict of an evidence bundle from the bundle alone, and says whether"
          + " anything in it was changed. Of a journal it recomputes all verdicts.",
      "Exit code 0: every verdict is as stated and nothing was changed; 1: a verdict is another"
          + " one; 2: a file is no evidence; 3: a bundle was changed."
    },
    exitCodeOnExecutionException = 2,
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
  private static final int OTHER_VERDICT = 1;
  private static final int NO_EVIDENCE = 2;
  private static final int CHANGED = 3;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Bundles (zip files, or folders they were unpacked to), or journals.")
  private List<Path> files = List.of();

  @Option(
      names = "--protocol",
      description =
          "Settle as this protocol would; by default the run's, for a journal sequential.")
  private @Nullable String protocol;

  @Option(
      names = "--error-bound",
      description =
          "Accepted probability of a wrong verdict; by default the run's, for a journal 0.01.")
  private @Nullable Double errorBound;

  @Option(
      names = "--verdicts",
      paramLabel = "FILE",
      description = "The run's verdicts.json: each bundle must be one that it names.")
  private @Nullable Path verdicts;

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  private final ArrayNode results = Json.object().arrayNode();
  private int worst;

  /** For picocli. */
  public ReplayCommand() {}

  @Override
  public Integer call() throws IOException {
    check();
    String named = verdicts == null ? "" : text(verdicts);
    for (Path file : files) {
      try {
        replay(file, named);
      } catch (IOException | RuntimeException e) {
        refuse(file, String.valueOf(e.getMessage()));
      } catch (OutOfMemoryError e) {
        refuse(
            file,
            "this Java has not enough memory for it (%s): give it more with -Xmx"
                .formatted(e.getMessage()));
      }
    }
    if (json) {
      ObjectNode root = Json.object();
      root.put("exitCode", worst);
      root.set("replays", results);
      out().print(Json.text(root));
      out().flush();
    }
    return worst;
  }

  private void refuse(Path file, String why) {
    result(file).put("error", PlainText.line(why));
    say(file, List.of("cannot be replayed: " + why));
    worst = Math.max(worst, NO_EVIDENCE);
  }

  private String text(Path file) {
    try {
      return new String(ForeignFile.read(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--verdicts: there is no readable file " + PlainText.line(file.toString()),
          e);
    }
  }

  private void check() {
    if (errorBound != null && !(errorBound > 0 && errorBound < 0.5)) {
      throw new ParameterException(
          spec.commandLine(), "--error-bound " + errorBound + " is not between 0 and 0.5");
    }
    try {
      if (protocol != null) {
        Protocols.named(protocol);
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--protocol: " + e.getMessage(), e);
    }
  }

  private void replay(Path file, String named) throws IOException {
    if (file.getFileName() != null && file.getFileName().toString().endsWith(".jsonl")) {
      journal(file);
    } else {
      bundle(file, named);
    }
  }

  private void journal(Path file) {
    Replay replay = new Replay(file);
    List<Verdict> found =
        replay.verdicts(
            Protocols.named(protocol == null ? "sequential" : protocol),
            errorBound == null ? 0.01 : errorBound,
            destination -> true);
    ArrayNode array = result(file).putArray("verdicts");
    found.forEach(verdict -> array.add(VerdictsJson.verdict(verdict, List.of())));
    say(
        file,
        found.stream()
            .map(
                verdict ->
                    "%s for %s: %s"
                        .formatted(
                            verdict.destination(),
                            verdict.usage(),
                            BundleReplay.words(VerdictsJson.verdict(verdict, List.of()))))
            .toList());
    replay.endured().stream()
        .flatMap(endured -> endured.sentences().stream())
        .forEach(sentence -> say("  endurance: " + sentence));
    replay.clockMargins().stream()
        .flatMap(margins -> margins.sentences().stream())
        .forEach(sentence -> say("  its clock: " + sentence));
    if (replay.damagedLines() > 0) {
      say(file, List.of(replay.damagedLines() + " lines are cut or damaged and were left out"));
      worst = Math.max(worst, CHANGED);
    }
  }

  private void bundle(Path file, String named) throws IOException {
    BundleReplay bundle = new BundleReplay(file);
    List<String> problems = new java.util.ArrayList<>(bundle.problems());
    if (verdicts != null && !named.contains('"' + bundle.checksum() + '"')) {
      problems.add("Unknown: " + verdicts + " names no bundle with the checksum of this one");
    }
    ObjectNode result = result(file);
    result.put("subject", bundle.subject());
    ArrayNode changes = result.putArray("problems");
    problems.forEach(changes::add);
    result.set("stated", bundle.stated());
    say(file, List.of(bundle.subject(), bundle.circumstances()));
    say("  stated:     " + BundleReplay.words(bundle.stated()));
    worst = Math.max(worst, problems.isEmpty() ? 0 : CHANGED);
    recompute(bundle, result);
    say(problems.isEmpty() ? "  nothing was changed" : "  CHANGED since it was written:");
    problems.forEach(problem -> say("    " + problem));
  }

  private void recompute(BundleReplay bundle, ObjectNode result) throws IOException {
    BundleReplay.Terms terms = new BundleReplay.Terms(protocol, errorBound);
    Optional<Verdict> found = bundle.verdict(terms);
    if (found.isEmpty()) {
      say("  recomputed: no verdict follows from its journal");
      result.putNull("recomputed");
      worst = Math.max(worst, OTHER_VERDICT);
      return;
    }
    ObjectNode recomputed = VerdictsJson.verdict(found.get(), List.of());
    result.set("recomputed", recomputed);
    List<String> differences = bundle.differences(found.get());
    boolean other = terms.areTheRuns() ? !differences.isEmpty() : differences.contains("verdict");
    worst = Math.max(worst, other ? OTHER_VERDICT : 0);
    say(
        "  recomputed: "
            + (differences.isEmpty() ? "the same" : BundleReplay.words(recomputed))
            + (other ? "; DIFFERENT in " + String.join(", ", differences) : ""));
    Age age = bundle.age(found.get());
    recomputed.put("seenUpToSeconds", age.upTo().toSeconds());
    say(
        "  seen:       up to %s after power-on, not beyond"
            .formatted(Durations.roughly(age.upTo())));
    bundle.endurance().forEach(sentence -> say("  endurance:  " + sentence));
    bundle.clock().forEach(sentence -> say("  its clock:  " + sentence));
    if (!found.get().reason().equals(bundle.stated().path("reason").asText())) {
      say("              " + found.get().reason());
    }
  }

  private ObjectNode result(Path file) {
    ObjectNode result = results.addObject();
    result.put("file", PlainText.line(file.toString()));
    return result;
  }

  private void say(Path file, List<String> lines) {
    say(file.toString());
    lines.forEach(line -> say("  " + line));
  }

  private void say(String line) {
    if (!json) {
      out().println(PlainText.line(line));
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
