// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static dev.trimunit.engine.testing.Specs.BULB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import dev.trimunit.engine.testing.Specs;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubLab;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** A spec that cannot run is a failing test that says why; the others run. */
@Tag("slow")
final class BrokenSpecsTest {
  @TempDir Path folder;
  private Specs specs;

  @BeforeEach
  void folder() {
    specs = new Specs(folder);
  }

  private String message(String test) {
    EngineExecutionResults results = specs.run(FeatureRunTest.bulb());
    return Specs.thrown(results, test).getMessage();
  }

  private String readingMessage(String text) {
    specs.write("broken.feature", text);
    return message("reading " + specs.path("broken.feature"));
  }

  private String scenarioMessage(String steps) {
    specs.write("bulb.feature", BULB + "\n  Scenario: mine\n" + steps.indent(4));
    return message("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../evil", "/etc/passwd", "..", "Bulb", "a\\b", "x%00"})
  void a_device_id_is_no_path(String id) {
    assertThat(readingMessage("@device=" + id + "\n" + BULB.replaceFirst("(?m)^@device=.*$", "")))
        .contains("The device id '" + id, "lower-case letters");
    assertThat(folder.resolve("../evil")).doesNotExist();
  }

  @Test
  void a_very_long_device_id_is_none() {
    assertThat(readingMessage("@device=" + "x".repeat(5_000) + "\nFeature: Long"))
        .contains("up to 80")
        .hasSizeLessThan(1_500);
  }

  @Test
  void the_other_specs_still_run() {
    specs.write(
        "broken.feature",
        "@device=bulb\nFeature: Broken\n  Scenario: x\n    Given a\n    Whenever");
    specs.write("bulb.feature", BULB);

    EngineExecutionResults results = specs.run(FeatureRunTest.bulb());

    assertThat(Specs.outcomes(results))
        .contains(
            "reading " + specs.path("broken.feature") + ": FAILED",
            "switching on over LAN without time.example:123/udp: SUCCESSFUL");
  }

  @Test
  void so_do_the_other_scenarios_of_the_file() {
    specs.write("bulb.feature", BULB + "\n  Scenario: mine\n    When pigs fly\n");

    EngineExecutionResults results = specs.run(FeatureRunTest.bulb());

    assertThat(Specs.outcomes(results))
        .contains("mine: FAILED", "switching on over LAN without time.example:123/udp: SUCCESSFUL");
  }

  @Test
  void text_that_is_not_gherkin_is_named_with_its_line() {
    assertThat(
            readingMessage(
                "@device=bulb\nFeature: Broken\n  Scenario: x\n    Given a\n    Whenever"))
        .contains("broken.feature:5: This is not Gherkin", "got 'Whenever'");
  }

  @Test
  void an_empty_file_says_how_to_begin() {
    assertThat(readingMessage("# nothing\n")).contains("broken.feature:1:", "no feature");
  }

  @Test
  void a_feature_says_which_device_it_is_about() {
    assertThat(readingMessage("@devise=bulb\nFeature: Broken\n"))
        .contains("broken.feature:2", "'Broken'", "@device=<id>", "@devise=bulb");
  }

  @Test
  void a_tag_that_is_nearly_one_of_ours_is_a_mistake() {
    String text = BULB.replace("@functionality @LAN", "@functionalty @LAN");
    assertThat(readingMessage(text))
        .contains("Unknown tag @functionalty. Did you mean @functionality?");
  }

  @Test
  void an_undefined_step_names_the_near_misses() {
    assertThat(scenarioMessage("Given the bulb is power-cicled\nThen switching on succeeds"))
        .contains("bulb.feature:16: No step says 'the bulb is power-cicled'")
        .contains("Did you mean 'the {device} is power-cycled'?");
  }

  @Test
  void an_unknown_functionality_names_the_near_misses() {
    assertThat(scenarioMessage("Then switchin on succeeds"))
        .contains("Unknown functionality 'switchin on'. Did you mean 'switching on'?");
  }

  @ParameterizedTest
  @CsvSource({"ntp.org:123:4, ntp.org:123:4", "ntp.org/zdp, zdp", "a:99999, 99999"})
  void a_destination_that_nobody_can_read_says_what_is_understood(String text, String found) {
    assertThat(
            scenarioMessage("When destination " + text + " is blocked\nThen switching on succeeds"))
        .contains("bulb.feature:16", found);
  }

  @Test
  void two_cases_of_one_name_could_not_be_told_apart() {
    specs.write(
        "bulb.feature",
        BULB
            + "  Scenario: a\n    Then switching on succeeds\n  Scenario: a\n    Then switching on"
            + " succeeds\n");
    assertThat(message("a")).contains("bulb.feature:16", "Two cases are called 'a'");
  }

  @Test
  void two_cases_of_one_name_in_two_files_of_a_device_neither() {
    String claim = "  Scenario: a\n    Then switching on succeeds\n";
    specs.write("one.feature", BULB + claim);
    specs.write("two.feature", BULB + claim);
    assertThat(message("a"))
        .contains("two.feature:14", "Two cases are called 'a'", "one.feature:14");
  }

  @Test
  void a_generated_name_needs_what_tells_its_cases_apart() {
    specs.write("bulb.feature", BULB.replace(" without <destination>", ""));
    assertThat(message("<functionality> over <vantage>")).contains("lacks <destination>");
  }

  @Test
  void a_recipe_needs_an_action_and_a_check() {
    specs.write("bulb.feature", BULB.replace("When \"Power\"", "Given \"Power\""));
    assertThat(message("switching on")).contains("no When step");
  }

  @Test
  void examples_without_rows_would_run_nothing() {
    assertThat(
            readingMessage(
                BULB
                    + "\n  Scenario Outline: a <b>\n    Then switching on succeeds\n\n    Examples:\n"
                    + "      | b |\n"))
        .contains("These Examples hold no row");
  }

  @Test
  void a_word_that_the_device_file_does_not_use_fails_its_scenario_and_the_others_run() {
    specs.write(
        "bulb.feature",
        BULB
            + "  Scenario: mine\n    Given the blub is power-cycled\n    Then switching on succeeds\n");

    EngineExecutionResults results = specs.run(FeatureRunTest.bulb());

    assertThat(Specs.thrown(results, "mine"))
        .hasMessageContaining("bulb.feature:15: 'the blub' is not what devices/bulb.yaml calls")
        .hasMessageContaining("Did you mean 'bulb'?");
    assertThat(Specs.outcomes(results))
        .contains("switching on over LAN without time.example:123/udp: SUCCESSFUL");
  }

  @Test
  void a_wrong_word_in_a_background_is_told_once() {
    specs.write(
        "bulb.feature",
        BULB.replace(
            "  @functionality",
            "  Background:\n    Given the lamp is power-cycled\n\n  @functionality"));

    EngineExecutionResults results = specs.run(FeatureRunTest.bulb());

    assertThat(results.testEvents().failed().list()).hasSize(1);
    assertThat(Specs.outcomes(results))
        .contains("switching on over LAN without time.example:123/udp: SUCCESSFUL");
  }

  @Test
  void a_functionality_of_another_file_of_the_device_can_be_used() {
    specs.write("recipes.feature", BULB);
    specs.write(
        "claims.feature",
        "@device=bulb\nFeature: Claims\n  Scenario: mine\n    When destination time.example is"
            + " blocked\n    Then switching on succeeds\n");

    assertThat(Specs.outcomes(specs.run(FeatureRunTest.bulb()))).contains("mine: SUCCESSFUL");
  }

  @Test
  void an_outline_of_another_file_generates_from_its_functionalities() {
    int outline = BULB.indexOf("  Scenario Outline");
    specs.write("recipes.feature", BULB.substring(0, outline));
    specs.write("outline.feature", "@device=bulb\nFeature: Generated\n" + BULB.substring(outline));

    assertThat(Specs.outcomes(specs.run(FeatureRunTest.bulb())))
        .contains("switching on over LAN without time.example:123/udp: SUCCESSFUL");
  }

  @Test
  void states_that_cannot_be_told_fail_the_file_once_and_before_any_trial() {
    specs.write("bulb.feature", BULB);
    StubLab lab = FeatureRunTest.bulb();
    StubBench bulb = (StubBench) lab.bench("bulb");
    bulb.cannotTell("on", "there is no on.png").cannotTell("initial", "there is no initial.png");

    EngineExecutionResults results = specs.run(lab);

    assertThat(Specs.thrown(results, "Bulb"))
        .hasMessageContaining("bulb.feature:6: there is no initial.png")
        .hasMessageContaining("bulb.feature:8: there is no on.png");
    assertThat(bulb.events()).noneMatch(event -> event.startsWith("capture"));
  }

  @Test
  void a_folder_without_specs_is_a_failure() {
    EngineExecutionResults results = specs.run(FeatureRunTest.bulb());

    assertThat(Specs.thrown(results, "finding specs"))
        .hasMessageContaining("holds no *.feature file");
  }

  @Test
  void problems_are_discovery_issues_too() {
    specs.write("broken.feature", "Feature: Broken\n");

    List<DiscoveryIssue> issues =
        specs
            .builder(FeatureRunTest.bulb(), selectDirectory(folder.toFile()))
            .discover()
            .getDiscoveryIssues();

    assertThat(issues)
        .singleElement()
        .satisfies(
            issue -> {
              assertThat(issue.message()).contains("broken.feature:1");
              assertThat(issue.source()).isPresent();
            });
  }
}
