// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.testing.Specs;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubLab;
import dev.trimunit.engine.testing.StubUse;
import dev.trimunit.steps.testers.TestersGlue;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Every step of the language, and what Gherkin and testers add, on a stub device. */
@Tag("slow")
final class StepsTest {
  private static final Usage ON = new Usage("switching on", Vantage.LAN);
  private static final Destination CLOUD = Destination.parse("cloud.example:443/tcp");
  private static final Destination NTP = Destination.parse("ntp.example:123/udp");
  private static final Destination ADS = Destination.parse("ads.example:80/tcp");
  private static final String RECIPE =
      """
      @device=bulb
      Feature: Bulb
        @functionality @LAN
        Scenario: switching on
          Given the companion app is restarted
          And the companion app shows the bulb off
          When "Power" is tapped
          Then the companion app shows the bulb on

      """;
  private static final String OUTLINE =
      """
        Scenario Outline: <functionality> over <vantage> without <destination>
          Given the bulb is power-cycled
          When destination <destination> is blocked
          Then <functionality> succeeds

      """;

  @TempDir private Path folder;
  private Specs specs;
  private StubBench bench;

  @BeforeEach
  void bulb() {
    TestersGlue.heard().clear();
    specs = new Specs(folder, "dev.trimunit.steps,dev.trimunit.steps.testers");
    bench =
        new StubBench(new Device("bulb", "bulb", "bulb", "", "", "", ""))
            .initially("off")
            .contactsAtStart(NTP, ADS)
            .party(ADS, Party.THIRD)
            .party(CLOUD, Party.FIRST)
            .use(StubUse.of(ON).tapping("Power", "on").requires(CLOUD));
  }

  private EngineExecutionResults run(String... scenarios) {
    return runText(RECIPE + String.join("", scenarios));
  }

  private EngineExecutionResults runText(String text) {
    specs.write("bulb.feature", text);
    return specs.run(new StubLab(bench));
  }

  @Test
  void the_recipe_calibrates_and_each_destination_gets_its_case() {
    assertThat(Specs.outcomes(run(OUTLINE)))
        .containsExactlyInAnyOrder(
            "switching on over LAN calibrates: SUCCESSFUL",
            "switching on over LAN without ads.example:80/tcp: SUCCESSFUL",
            "switching on over LAN without cloud.example:443/tcp: ABORTED",
            "switching on over LAN without ntp.example:123/udp: SUCCESSFUL");
  }

  @Test
  void the_device_is_off_as_long_as_the_step_says() {
    run(
        "  Scenario: a nap\n    Given the device is powered off for 5 minutes\n    Then switching on succeeds\n");
    assertThat(bench.clock().now()).isAfter(java.time.Instant.parse("2026-01-01T00:20:00Z"));
  }

  @Test
  void traffic_is_claimed_in_a_table_or_a_doc_string() {
    String table =
        "  Scenario: table\n    Then the bulb contacts nothing but\n      | ntp.example |\n      | ads.example |\n";
    String lines =
        "  Scenario: doc string\n    Then the bulb contacts nothing but\n      \"\"\"\n      ntp.example:123/udp\n\n      ads.example\n      \"\"\"\n";
    String too =
        "  Scenario: too little\n    Then the bulb contacts nothing but\n      \"\"\"\n      ntp.example\n      \"\"\"\n";
    String one =
        "  Scenario: one\n    Then the bulb contacts ntp.example\n    And the bulb asks for 2 names\n";
    EngineExecutionResults results = run(table, lines, too, one);
    assertThat(Specs.outcomes(results))
        .contains("table: SUCCESSFUL", "doc string: SUCCESSFUL", "one: SUCCESSFUL")
        .contains("too little: FAILED");
    assertThat(Specs.thrown(results, "too little"))
        .hasMessageContaining("also contacts ads.example:80/tcp");
  }

  @Test
  void sets_are_blocked_and_promises_are_judged_on_what_was_found() {
    EngineExecutionResults results =
        run(
            OUTLINE,
            "  Scenario: all\n    When every blockable destination is blocked\n    Then switching on succeeds\n",
            "  Scenario: third\n    When every third party is blocked\n    Then switching on succeeds\n",
            "  Scenario: first\n    When every first party is blocked\n    Then switching on succeeds\n",
            "  Scenario: promise\n    Then no third party is required\n    And every third party is blockable\n",
            "  Scenario: broken promise\n    Then no first party is required\n",
            "  Scenario: large promise\n    Then every destination is blockable over LAN\n",
            "  Scenario: accepted\n    Then the network behaviour is as accepted\n");
    assertThat(Specs.outcomes(results))
        .contains("all: SUCCESSFUL", "third: SUCCESSFUL", "first: FAILED", "promise: SUCCESSFUL")
        .contains("broken promise: FAILED", "large promise: FAILED", "accepted: ABORTED");
    assertThat(Specs.thrown(results, "broken promise"))
        .hasMessageContaining("first party cloud.example:443/tcp is required");
  }

  @ParameterizedTest
  @CsvSource({"bulb, half open", "bulb, \"half open\"", "smart plug, half open", "device, \"on\""})
  void a_state_may_be_several_words_and_may_be_quoted(String noun, String state) {
    String shown = state.replace("\"", "");
    bench =
        new StubBench(
                new Device("bulb", "bulb", noun.equals("device") ? "bulb" : noun, "", "", "", ""))
            .initially("off")
            .use(StubUse.of(ON).tapping("Power", shown));
    assertThat(
            Specs.outcomes(
                runText(
                    RECIPE
                        .replace("the bulb off", "the " + noun + " off")
                        .replace("the bulb on", "the " + noun + " " + state))))
        .containsExactly("switching on over LAN calibrates: SUCCESSFUL");
  }

  @Test
  void while_the_accepted_behaviour_is_written_nothing_is_compared_with_it() {
    specs.write(
        "bulb.feature",
        RECIPE + OUTLINE + "  Scenario: accepted\n    Then the network behaviour is as accepted\n");
    EngineExecutionResults results =
        specs
            .builder(new StubLab(bench), DiscoverySelectors.selectDirectory(folder.toFile()))
            .configurationParameter("trimunit.accept", "")
            .execute();
    assertThat(Specs.outcomes(results))
        .contains("accepted: ABORTED")
        .noneMatch(o -> o.endsWith("FAILED"));
    assertThat(Specs.thrown(results, "accepted"))
        .hasMessageContaining("writes what is accepted (trimunit.accept)");
  }

  @Test
  void keywords_may_be_german() {
    assertThat(
            Specs.outcomes(
                runText(
                    """
                    # language: de
                    @device=bulb
                    Funktionalität: Birne
                      @functionality @LAN
                      Szenario: Einschalten
                        Angenommen the companion app shows the bulb off
                        Wenn "Power" is tapped
                        Dann the companion app shows the bulb on

                      Szenariogrundriss: <functionality> über <vantage> ohne <destination>
                        Angenommen the bulb is power-cycled
                        Wenn destination <destination> is blocked
                        Dann <functionality> succeeds

                      Szenario: ohne Werbung
                        Wenn destination ads.example is blocked
                        Dann Einschalten succeeds
                    """)))
        .contains("Einschalten über LAN ohne ads.example:80/tcp: SUCCESSFUL")
        .contains("Einschalten über LAN ohne cloud.example:443/tcp: ABORTED")
        .contains("ohne Werbung: SUCCESSFUL");
  }

  @Test
  void a_background_blocks_for_its_rule_only() {
    EngineExecutionResults results =
        run(
            """
              Rule: without the cloud
                Background:
                  When destination cloud.example is blocked

                Scenario: inside
                  Then switching on succeeds

              Rule: with everything
                Scenario: outside
                  Then switching on succeeds
            """);
    assertThat(Specs.outcomes(results)).contains("inside: FAILED", "outside: SUCCESSFUL");
    assertThat(Specs.thrown(results, "inside"))
        .hasMessageContaining("With destination cloud.example blocked");
  }

  @Test
  void a_tester_adds_hooks_types_tables_and_doc_strings() {
    EngineExecutionResults results =
        run(
            """
              @lamp
              Scenario: lamps
                Given the room is blue
                And the lamps are
                  | desk | 5 W |
                Then a note says
                  \"\"\"
                  two
                  lines
                  \"\"\"
            """);
    assertThat(Specs.outcomes(results)).contains("lamps: SUCCESSFUL");
    assertThat(TestersGlue.heard())
        .containsSequence(
            "before on bulb", "room BLUE", "lamps [[desk, 5 W]]", "note two\nlines", "after");
  }

  @Test
  void a_hook_that_fails_fails_its_scenario_with_its_sentence() {
    EngineExecutionResults results =
        run("  @broken\n  Scenario: broken\n    Given the room is red\n");
    assertThat(Specs.outcomes(results)).contains("broken: FAILED");
    assertThat(Specs.thrown(results, "broken")).hasMessageContaining("The lamp is not plugged in");
  }
}
