// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.reports.accepted.Behaviour;
import dev.trimunit.reports.console.Terminal;
import dev.trimunit.reports.evidence.OpenedBundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Accepted files, results and evidence in which octets were changed by chance or on purpose: read,
 * or refused with a sentence. Nothing else is thrown, and no exit code means a finding.
 */
@Tag("slow")
@Timeout(600)
final class MutatedFilesTest {
  private static final int ROUNDS = 1_000;
  private static final int ALL_FINE = 0;
  private static final int DIFFERENT = 1;
  private static final int UNUSABLE = 2;
  private static final int CHANGED = 3;

  /** What readers of JSON, YAML and archives trip over. */
  private static final List<String> SALT =
      List.of(
          "[",
          "]",
          "{",
          "}",
          "\"",
          ":",
          "null",
          "-1",
          "1e999",
          "99999999999999999999",
          "\u0000",
          "\\u0000",
          "../",
          "&a ",
          "*a",
          "!!",
          "- ",
          "\n",
          "\t",
          "true",
          ".",
          "[[[[[[[[",
          "PK\1\2");

  private final Random random = new Random(20);
  @TempDir private Path folder;
  private Path output;

  @BeforeEach
  void run() {
    output = folder.resolve("results");
    PrintStream nobody = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    SampleRun.ofThePaper()
        .play(
            new ReportListener(
                nobody,
                Terminal.detect(Map.of()),
                () -> Instant.parse("2026-02-01T00:00:00Z"),
                Map.of()),
            output);
  }

  private byte[] mutated(byte[] original) {
    ByteArrayOutputStream mutant = new ByteArrayOutputStream();
    int from = random.nextInt(original.length + 1);
    int to = Math.min(original.length, from + random.nextInt(40));
    mutant.write(original, 0, from);
    switch (random.nextInt(4)) {
      case 0 -> mutant.write(random.nextInt(256));
      case 1 -> mutant.writeBytes(salt());
      case 2 -> mutant.write(original, from, to - from);
      default -> mutant.writeBytes(new byte[random.nextInt(3)]);
    }
    int rest = random.nextInt(20) == 0 ? original.length : random.nextBoolean() ? from : to;
    mutant.write(original, rest, original.length - rest);
    return mutant.toByteArray();
  }

  private byte[] salt() {
    return SALT.get(random.nextInt(SALT.size())).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] mutatedMore(byte[] original) {
    byte[] mutant = original;
    for (int i = random.nextInt(3); i >= 0; i--) {
      mutant = mutated(mutant);
    }
    return mutant;
  }

  /** How often each thing happened. */
  private Map<String, Integer> tried(byte[] seed, String name, Attempt attempt) throws IOException {
    Map<String, Integer> happened = new TreeMap<>();
    Path file = folder.resolve(name);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] mutant = mutatedMore(seed);
      Files.write(file, mutant);
      try {
        happened.merge(attempt.of(file), 1, Integer::sum);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(
            "Round %d: %s".formatted(i, new String(mutant, StandardCharsets.UTF_8)), e);
      }
    }
    return happened;
  }

  private interface Attempt {
    String of(Path file) throws IOException;
  }

  @Test
  void accepted_files() throws IOException {
    Behaviour behaviour =
        VerdictsFile.read(output, Behaviour.TOLERANCE).devices().values().iterator().next();

    Map<String, Integer> happened =
        tried(
            AcceptedFile.text(behaviour).getBytes(StandardCharsets.UTF_8),
            "bulb.yaml",
            file -> {
              try {
                AcceptedFile.read(file.toUri().toURL());
                return "read";
              } catch (LabException refused) {
                assertThat(refused).hasMessageContaining("bulb.yaml cannot be understood: ");
                return "refused";
              }
            });
    assertThat(happened).containsOnlyKeys("read", "refused");
  }

  @Test
  void results_that_are_compared() throws IOException {
    Path original = output.resolve("verdicts.json");

    Map<String, Integer> happened =
        tried(
            Files.readAllBytes(original),
            "verdicts.json",
            file -> exitCode("compare", file.toString(), original.toString()));
    assertThat(happened).containsOnlyKeys("" + ALL_FINE, "" + DIFFERENT, "" + UNUSABLE);
  }

  @Test
  void a_folder_of_results_without_what_is_beside_them() throws IOException {
    Path verdicts = Files.createDirectories(folder.resolve("other")).resolve("verdicts.json");
    Files.copy(output.resolve("verdicts.json"), verdicts);

    Map<String, Integer> happened =
        tried(
            Files.readAllBytes(output.resolve("run.json")),
            "other/run.json",
            file -> exitCode("compare", verdicts.getParent().toString(), output.toString()));
    assertThat(happened).containsOnlyKeys("" + ALL_FINE);
  }

  @Test
  void evidence() throws IOException {
    Path bundle = firstBundle();

    Map<String, Integer> happened =
        tried(
            Files.readAllBytes(bundle),
            "bundle.zip",
            file -> {
              try {
                return OpenedBundle.read(file).problems().isEmpty() ? "whole" : "changed";
              } catch (IOException refused) {
                return "refused";
              }
            });
    assertThat(happened.keySet()).contains("refused").isSubsetOf("whole", "changed", "refused");
  }

  @Test
  void evidence_that_is_replayed() throws IOException {
    byte[] seed = Files.readAllBytes(firstBundle());
    Map<String, Integer> happened =
        tried(seed, "bundle.zip", file -> exitCode("replay", file.toString()));
    assertThat(happened.keySet())
        .contains("" + UNUSABLE)
        .isSubsetOf("" + ALL_FINE, "" + UNUSABLE, "" + CHANGED);
  }

  @Test
  void evidence_that_was_unpacked() throws IOException {
    Path unpacked = Files.createDirectories(folder.resolve("unpacked"));
    OpenedBundle bundle = OpenedBundle.read(firstBundle());
    for (String name : bundle.names()) {
      Files.createDirectories(unpacked.resolve(name).getParent());
      Files.write(unpacked.resolve(name), bundle.entry(name).orElseThrow());
    }
    Map<String, Integer> happened =
        tried(
            bundle.entry("verdict.json").orElseThrow(),
            "unpacked/verdict.json",
            file -> exitCode("replay", unpacked.toString()));
    assertThat(happened.keySet()).contains("" + CHANGED).isSubsetOf("" + UNUSABLE, "" + CHANGED);
  }

  private Path firstBundle() throws IOException {
    try (Stream<Path> all = Files.walk(output.resolve("evidence"))) {
      return all.filter(file -> file.toString().endsWith(".zip"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  private static String exitCode(String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said, true);
    int code = ResultCommands.execute(writer, writer, arguments);
    assertThat(said.toString()).as(Arrays.toString(arguments)).doesNotContain("\tat ");
    return String.valueOf(code);
  }
}
