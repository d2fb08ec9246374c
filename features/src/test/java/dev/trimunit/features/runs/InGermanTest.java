// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Specs in German: steps can be translated, and these are. */
@Tag("slow")
final class InGermanTest {
  private static final Pattern BLOCK = Pattern.compile("```\\w*\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  private static String block(String page, String text) throws IOException {
    return BLOCK
        .matcher(Files.readString(Path.of("..", "docs", page)))
        .results()
        .map(found -> found.group(1))
        .filter(block -> block.contains(text))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_page_s_german_spec_holds() throws IOException {
    FolderRun.Said run =
        new FolderRun(folder)
            .write("devices/night-light.yaml", block("ages.md", "noun: light"))
            .write("specs/night-light.feature", block("spec-language.md", "# language: de"))
            .run(Map.of());

    assertThat(run.cases().values()).as(run.console()).isNotEmpty().doesNotContain("FAILED");
    assertThat(run.cases())
        .containsEntry("zwei Wochen ohne Zeitserver", "SUCCESSFUL")
        .containsEntry("einmal die Woche genügt", "SUCCESSFUL")
        .containsEntry("was wir versprechen", "SUCCESSFUL");
    assertThat(run.console()).contains("'zwei Wochen ohne Zeitserver' held up to 14 days");
  }

  /** Alarms and updates, and everything else that can be said: matched and checked, not run. */
  @Test
  void every_german_step_is_understood() throws IOException {
    String spec =
        """
        # language: de
        @device=hall-detector
        Funktionalität: Rauchmelder

          @functionality @LAN @WAN
          Szenario: Stummschalten
            Angenommen die App zeigt den smoke detector off
            Wenn "Silence" wird angetippt
            Dann die App zeigt den smoke detector on

          @WAN
          Szenario: Alarm
            Angenommen die Sperrliste wird gesperrt
            Und die App ist geschlossen
            Wenn der smoke detector wird ausgelöst
            Dann innerhalb von 30 Sekunden kommt eine Benachrichtigung an

          Szenario: Stromausfall
            Angenommen das Ziel log.vendor.test wird gesperrt
            Wenn 3 Stunden vergehen
            Und der smoke detector ist 2 Minuten ohne Strom
            Und das Internet ist 1 Stunde weg
            Dann Stummschalten gelingt

          Szenario: Verkehr
            Angenommen der smoke detector wird aus- und wieder eingeschaltet
            Dann der smoke detector sucht cloud.vendor.test auf
            Und der smoke detector sucht nichts auf außer
              | vendor.test |
        """;
    FolderRun.Said run =
        new FolderRun(folder)
            .write(
                "devices/hall-detector.yaml",
                block("alarms.md", "noun: smoke").replace("silencing", "Stummschalten"))
            .write("specs/hall-detector.feature", spec)
            .run(Map.of());

    assertThat(run.cases())
        .as(run.console())
        .containsEntry("Stromausfall", "SUCCESSFUL")
        .containsEntry("Verkehr", "SUCCESSFUL");
  }

  /** Whoever adds a step sees here that it is wanted in German, too. */
  @Test
  void there_is_a_german_step_for_each_english_one() throws IOException {
    Path english = Path.of("..", "steps", "src", "main", "java", "dev", "trimunit", "steps");
    assertThat(steps(english.resolve("german")))
        .hasSameSizeAs(steps(english))
        .doesNotHaveDuplicates();
  }

  private static java.util.List<String> steps(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              file ->
                  file.toString().endsWith("Steps.java") || file.toString().contains("InGerman"))
          .flatMap(InGermanTest::stepsOf)
          .toList();
    }
  }

  private static Stream<String> stepsOf(Path file) {
    try {
      return Pattern.compile(
              "@(?:Given|When|Then|Angenommen|Wenn|Dann)\\(\\s*\"(.*?)\"\\)", Pattern.DOTALL)
          .matcher(Files.readString(file))
          .results()
          .map(found -> found.group(1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
