// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import dev.trimunit.engine.testing.Specs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Filters as they are typed into Maven: what they select, and that a mistake in one is told. */
@Tag("slow")
final class FeaturesPropertyTest {
  private static final String BULB =
      Specs.BULB
          + """
            Scenario: by hand
              When destination time.example is blocked
              Then switching on succeeds

            Scenario Outline: without <destination>
              When destination <destination> is blocked
              Then switching on succeeds

              Examples:
                | destination   |
                | time.example  |
                | other.example |
          """;

  @TempDir Path folder;
  private Specs specs;

  @BeforeEach
  void specs() {
    specs = new Specs(folder).write("specs/bulb.feature", BULB);
    specs.write(
        "specs/other.feature",
        "@device=bulb\nFeature: Other\n  Scenario: other\n    Then switching on succeeds\n");
  }

  private EngineExecutionResults run(String property, String value) {
    return specs
        .builder(FeatureRunTest.bulb(), selectDirectory(folder.toFile()))
        .configurationParameter(property, value)
        .execute();
  }

  private static int line(String text) {
    List<String> lines = BULB.lines().map(String::strip).toList();
    return 1 + lines.indexOf(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bulb.feature:%d",
        "specs/bulb.feature:%d",
        "classpath:specs/bulb.feature:%d",
        "\"bulb.feature:%d\""
      })
  void a_line_of_a_file_is_its_scenario_however_the_file_is_named(String features) {
    String value = features.formatted(line("Scenario: by hand"));
    assertThat(Specs.outcomes(run("trimunit.features", value)))
        .containsExactly("by hand: SUCCESSFUL");
  }

  @ParameterizedTest
  @CsvSource({
    "src/test/resources/specs/bulb.feature, true",
    "target/test-classes/specs/bulb.feature, true",
    "bulb.feature, true",
    "ulb.feature, false",
    "other/bulb.feature, false"
  })
  void a_path_of_the_project_means_the_file_on_the_class_path(String path, boolean means) {
    assertThat(FeatureFilter.parse(path).means("specs/bulb.feature")).isEqualTo(means);
  }

  @Test
  void several_lines_and_files_are_all_of_them() {
    String value =
        "bulb.feature:%d:%d, other.feature"
            .formatted(line("Scenario: by hand"), line("| other.example |"));
    assertThat(Specs.outcomes(run("trimunit.features", value)))
        .containsExactlyInAnyOrder(
            "by hand: SUCCESSFUL", "without other.example: ABORTED", "other: SUCCESSFUL");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "trimunit.features | blub.feature | Did you mean 'bulb.feature'?",
        "trimunit.features | bulb.feature:2 | line 2 of",
        "trimunit.features | bulb.feature:2 | 'by hand' (line 14)",
        "trimunit.functionality | switching on, switchin on | Did you mean 'switching on'?",
        "trimunit.vantage | LAN, VAN | Did you mean 'LAN' or 'WAN'?",
        "trimunit.device | bulb, blub | Did you mean 'bulb'?",
        "trimunit.shard | 6/5 | is not a shard (there are 1/5 to 5/5)",
        "trimunit.shard | 2/2 | there is 1 device, enough for 1. Divide the run into fewer."
      })
  void a_word_that_means_nothing_is_red_beside_others_that_do(
      String property, String value, String message) {
    assertThat(Specs.thrown(run(property, value), "finding specs"))
        .hasMessageContaining(property + "=")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"warm, white\"", "warm\\, white"})
  void a_functionality_with_a_comma_can_be_asked_for(String value) {
    specs.write("specs/bulb.feature", BULB.replace("switching on", "warm, white"));
    specs.write("specs/other.feature", Specs.BULB.replace("=bulb", "=lamp"));
    assertThat(Specs.outcomes(run("trimunit.functionality", value)))
        .contains("warm, white over LAN calibrates: SUCCESSFUL");
  }

  @Test
  void a_destination_that_nobody_contacts_is_red_also_beside_a_claim() {
    EngineExecutionResults results = run("trimunit.destination", "time.exampel");

    assertThat(Specs.outcomes(results)).contains("by hand: SUCCESSFUL");
    assertThat(Specs.thrown(results, "TrimUnit"))
        .hasMessageContaining("trimunit.destination=time.exampel: no device of this run")
        .hasMessageContaining("did you mean 'time.example'?");
  }
}
