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
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** A claim or promise that nothing puts to the test is not green, and says what is missing. */
@Tag("slow")
final class UntriedClaimsTest {
  private static final Usage LIT = new Usage("lighting up", Vantage.LAN);
  private static final Destination HUB = Destination.parse("hub.lamp.example:443/tcp");
  private static final Destination NEWS = Destination.parse("news.lamp.example:443/tcp");
  private static final String SPEC =
      """
      @device=lamp
      Feature: Lamp
        @functionality @LAN
        Scenario: lighting up
          Given the companion app shows the lamp dark
          When "Light" is tapped
          Then the companion app shows the lamp lit

        Scenario Outline: <functionality> over <vantage> without <destination>
          When destination <destination> is blocked
          Then <functionality> succeeds

        Scenario: claim
      """;

  @TempDir private Path folder;
  private Specs specs;
  private StubBench bench;

  @BeforeEach
  void lamp() {
    specs = new Specs(folder, "dev.trimunit.steps");
    bench =
        new StubBench(new Device("lamp", "Lamp", "lamp", "", "", "", ""))
            .initially("dark")
            .contactsAtStart(NEWS)
            .use(StubUse.of(LIT).tapping("Light", "lit").requires(HUB));
  }

  private EngineExecutionResults run(String steps) {
    specs.write("lamp.feature", SPEC + steps.indent(4));
    return specs.run(new StubLab(bench));
  }

  private static String blocking(String destination) {
    return "When destination %s is blocked\nThen lighting up succeeds\n".formatted(destination);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hbu.lamp.example | hub.lamp.example",
        "hub.lmap.example:443/tcp | hub.lamp.example:443/tcp",
        "=lamp.example | lamp.example",
        "hub.lamp.example:8443 | hub.lamp.example:443/tcp",
        "hub.lamp.example:443/udp | hub.lamp.example:443/tcp",
        "lmap.example | lamp.example"
      })
  void what_looks_like_a_slip_fails_with_what_may_be_meant(String written, String meant) {
    EngineExecutionResults results = run(blocking(written));
    assertThat(Specs.outcomes(results)).contains("claim: FAILED");
    assertThat(Specs.thrown(results, "claim"))
        .hasMessageContaining("nothing this device contacts matches '" + written + "'")
        .hasMessageContaining("did you mean '" + meant);
  }

  @Test
  void what_the_device_never_contacts_is_left_out() {
    EngineExecutionResults results = run(blocking("another.test"));
    assertThat(Specs.outcomes(results)).contains("claim: ABORTED");
    assertThat(Specs.thrown(results, "claim"))
        .hasMessageContaining("was not put to the test")
        .hasMessageContaining("nothing this device contacts matches 'another.test'")
        .hasMessageContaining("'destination another.test is blocked, even if never contacted'");
  }

  @Test
  void one_block_of_several_that_was_never_met_is_enough() {
    EngineExecutionResults results =
        run("When destination another.test is blocked\nAnd " + blocking(NEWS + "").substring(5));
    assertThat(Specs.outcomes(results)).contains("claim: ABORTED");
    assertThat(Specs.thrown(results, "claim"))
        .hasMessageContaining("in none of them did the device try another.test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "When destination another.test is blocked, even if never contacted\nThen lighting up succeeds",
        "When destination news.lamp.example is blocked\nAnd destination another.test is blocked, even if never contacted\nThen lighting up succeeds",
        "When destination news.lamp.example is blocked\nThen lighting up succeeds",
        "When every blockable destination is blocked\nThen lighting up succeeds",
        "Then the lamp contacts nothing but\n  | lamp.example |",
        "Then lighting up succeeds"
      })
  void what_was_put_to_the_test_holds(String steps) {
    assertThat(Specs.outcomes(run(steps))).contains("claim: SUCCESSFUL");
  }

  @Test
  void a_claim_that_fails_fails_though_a_block_of_it_was_never_met() {
    assertThat(
            Specs.outcomes(
                run(
                    "When destination another.test is blocked\nAnd "
                        + blocking(HUB + "").substring(5))))
        .contains("claim: FAILED");
  }

  @Test
  void what_is_met_now_and_then_is_waited_for() {
    int[] trial = {0};
    bench.use(
        StubUse.of(LIT).tapping("Light", "lit").contactsWhen(HUB, blocked -> trial[0]++ % 6 == 0));
    assertThat(Specs.outcomes(run(blocking(HUB.toString())))).contains("claim: SUCCESSFUL");
  }

  @Test
  void a_scenario_without_a_check_claims_nothing() {
    EngineExecutionResults results = run("When destination news.lamp.example is blocked");
    assertThat(Specs.outcomes(results)).contains("claim: ABORTED");
    assertThat(Specs.thrown(results, "claim")).hasMessageContaining("claims nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "When every blockable destination is blocked | no destination of Lamp is blockable",
        "When every third party is blocked | it is not known who runs hub.lamp.example:443/tcp",
        "Then no third party is required | it is not known who runs hub.lamp.example:443/tcp",
        "Then every third party is blockable | it is not known who runs hub.lamp.example:443/tcp",
        "Then every destination is blockable over WAN | Lamp was not used over WAN"
      })
  void empty_sets_and_unknown_parties_leave_it_undecided(String step, String why) {
    bench.use(StubUse.of(LIT).tapping("Light", "lit").requires(HUB, NEWS));
    EngineExecutionResults results =
        run(step + (step.startsWith("When") ? "\nThen lighting up succeeds" : ""));
    assertThat(Specs.outcomes(results)).contains("claim: ABORTED");
    assertThat(Specs.thrown(results, "claim")).hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "When every third party is blocked | Lamp contacts no third party",
        "Then every third party is blockable | Lamp contacts no third party"
      })
  void nobody_is_third(String step, String why) {
    bench.party(HUB, Party.FIRST).party(NEWS, Party.SUPPORT);
    EngineExecutionResults results =
        run(step + (step.startsWith("When") ? "\nThen lighting up succeeds" : ""));
    assertThat(Specs.outcomes(results)).contains("claim: ABORTED");
    assertThat(Specs.thrown(results, "claim")).hasMessageContaining(why);
  }

  @Test
  void that_no_third_party_is_required_is_true_where_everybody_is_known() {
    bench.party(HUB, Party.FIRST).party(NEWS, Party.SUPPORT);
    assertThat(Specs.outcomes(run("Then no third party is required")))
        .contains("claim: SUCCESSFUL");
  }

  @Test
  void a_known_breach_counts_for_more_than_what_is_not_known() {
    bench.party(HUB, Party.THIRD).use(StubUse.of(LIT).tapping("Light", "lit").requires(HUB, NEWS));
    EngineExecutionResults results = run("Then no third party is required");
    assertThat(Specs.outcomes(results)).contains("claim: FAILED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Then lighting up succeeds", "Then no third party is required"})
  void a_recipe_that_cannot_be_read_is_not_used(String claim) {
    specs.write(
        "lamp.feature",
        (SPEC + claim.indent(4)).replace("When \"Light\" is tapped", "When the lamp is tipped"));
    EngineExecutionResults results = specs.run(new StubLab(bench));
    assertThat(Specs.outcomes(results)).contains("claim: FAILED");
    assertThat(Specs.thrown(results, "claim"))
        .hasMessageContaining("'lighting up' cannot be run")
        .hasMessageContaining("the lamp is tipped");
  }

  @Test
  void a_promise_is_not_kept_by_a_usage_that_does_not_work() {
    bench.fails((trial, usage) -> true);
    EngineExecutionResults results = run("Then every destination is blockable");
    assertThat(Specs.outcomes(results)).contains("claim: FAILED");
    assertThat(Specs.thrown(results, "claim"))
        .hasMessageContaining("lighting up over LAN does not work without any block");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "When destination .lamp.example is blocked | lamp.example is that name and every name below it",
        "When destination hub.lamp.example, news.lamp.example is blocked | names one destination: hub.lamp.example",
        "When destination \"hub.lamp.example\" is blocked | without quotes: hub.lamp.example",
        "When destination <destinaton> is blocked | Nothing fills in '<destinaton>'. Did you mean '<destination>'?",
        "When <functionalty> succeeds | Did you mean '<functionality>'?",
        "When destination 203.0.113.0/24 is blocked | a network is no destination",
      })
  void slips_are_told_when_the_file_is_read(String step, String why) {
    EngineExecutionResults results = run(step + "\nThen lighting up succeeds");
    assertThat(Specs.outcomes(results)).contains("claim: FAILED");
    assertThat(Specs.thrown(results, "claim")).hasMessageContaining(why);
    assertThat(Specs.thrown(results, "claim")).hasMessageContaining("lamp.feature:14");
  }

  @Test
  void a_second_answer_to_blocked_names_is_told_at_its_line() {
    EngineExecutionResults results =
        run(
            """
            When destination hub.lamp.example is blocked by NXDOMAIN
            And destination news.lamp.example is blocked by nxdomain
            And destination ads.lamp.example is blocked by REFUSED
            Then lighting up succeeds""");
    assertThat(Specs.outcomes(results)).contains("claim: FAILED");
    assertThat(Specs.thrown(results, "claim"))
        .hasMessageContaining("lamp.feature:16")
        .hasMessageContaining("answered by NXDOMAIN and by REFUSED")
        .hasMessageContaining("write a scenario for each");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Then the lamp contacts nothing but\n  | news.lamp.example |\n  | .lamp.example |",
        "Then the lamp contacts nothing but\n\"\"\"\n.lamp.example\n\"\"\"\n"
      })
  void so_are_those_in_tables_and_doc_strings(String steps) {
    EngineExecutionResults results = run(steps);
    assertThat(Specs.thrown(results, "claim"))
        .hasMessageContaining("lamp.feature:16: '.lamp.example' is no destination");
  }

  @Test
  void a_list_of_contacts_of_a_silent_device_is_not_put_to_the_test() {
    bench =
        new StubBench(new Device("lamp", "Lamp", "lamp", "", "", "", ""))
            .initially("dark")
            .use(StubUse.of(LIT).tapping("Light", "lit"));
    EngineExecutionResults results = run("Then the lamp contacts nothing but\n  | lamp.example |");
    assertThat(Specs.thrown(results, "claim")).hasMessageContaining("contacts nothing at all");
  }

  @ParameterizedTest
  @CsvSource({
    "news.lamp.example, ''",
    "nwes.lamp.example, did you mean 'news.lamp.example'?",
    "another.test, no device of this run contacts it"
  })
  void a_filter_of_destinations_that_selects_nothing_is_told(String filter, String why) {
    specs.write("lamp.feature", SPEC + "Then lighting up succeeds".indent(4));
    EngineExecutionResults results =
        specs
            .builder(
                new StubLab(bench),
                org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory(
                    folder.toFile()))
            .configurationParameter("trimunit.destination", filter)
            .execute();
    if (why.isEmpty()) {
      assertThat(results.allEvents().failed().list()).isEmpty();
    } else {
      assertThat(Specs.thrown(results, "TrimUnit")).hasMessageContaining(why);
    }
  }
}
