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
import dev.trimunit.steps.hooks.TestersHooks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** What a tester's hooks see, and that reports see what they leave. */
@Tag("slow")
final class HooksTest {
  private static final Destination CLOUD = Destination.parse("cloud.example:443/tcp");
  private static final String SPEC =
      """
      @device=bulb @home
      Feature: Bulb
        Rule: light
          @functionality @LAN @app
          Scenario: switching on
            Given the companion app shows the bulb off
            When "Power" is tapped
            Then the companion app shows the bulb on

          @slow
          Scenario Outline: <functionality> over <vantage> without <destination>
            When destination <destination> is blocked
            Then <functionality> succeeds

        @mine
        Scenario: by hand
          When destination ntp.example is blocked, even if never contacted
          Then switching on succeeds

        Scenario: promise
          Then no third party is required
      """;

  @TempDir private Path folder;
  private EngineExecutionResults results;

  @BeforeEach
  void run() {
    TestersHooks.heard().clear();
    Specs specs = new Specs(folder, "dev.trimunit.steps,dev.trimunit.steps.hooks");
    specs.write("bulb.feature", SPEC);
    StubBench bench =
        new StubBench(new Device("bulb", "bulb", "bulb", "", "", "", ""))
            .initially("off")
            .party(CLOUD, Party.FIRST)
            .use(
                StubUse.of(new Usage("switching on", Vantage.LAN))
                    .tapping("Power", "on")
                    .requires(CLOUD));
    results = specs.run(new StubLab(bench));
  }

  @Test
  void a_hook_sees_the_scenario_as_it_is_written() {
    assertThat(TestersHooks.heard())
        .contains(
            "switching on (bulb.feature:5) of bulb, tags @device=bulb @home @functionality @LAN @app")
        .contains(
            "switching on over LAN without cloud.example:443/tcp (bulb.feature:11) of bulb, tags"
                + " @device=bulb @home @slow @functionality @LAN @app")
        .contains(
            "by hand (bulb.feature:16) of bulb, tags @device=bulb @home @mine @functionality @LAN @app");
  }

  @Test
  void tags_of_the_recipe_choose_hooks_in_every_trial() {
    long trials = TestersHooks.heard().stream().filter(word -> word.contains(" of bulb")).count();
    assertThat(TestersHooks.heard()).filteredOn("tagged"::equals).hasSize((int) trials);
  }

  @Test
  void what_is_done_once_per_run_is_done_once_first_and_last() {
    assertThat(TestersHooks.heard())
        .startsWith("before all")
        .endsWith("after all")
        .filteredOn(word -> word.endsWith(" all"))
        .hasSize(2);
  }

  @Test
  void a_hook_that_takes_the_trial_is_left_out_where_there_is_none() {
    assertThat(Specs.outcomes(results)).contains("by hand: SUCCESSFUL", "promise: SUCCESSFUL");
    assertThat(TestersHooks.heard()).noneMatch(word -> word.startsWith("promise"));
  }

  @Test
  void what_hooks_leave_is_with_the_trial() throws Exception {
    List<Path> left;
    try (var files = Files.walk(folder.resolve("out/attachments"))) {
      left = files.filter(Files::isRegularFile).sorted().toList();
    }
    assertThat(left)
        .extracting(file -> file.toString().replaceFirst(".*\\.", ""))
        .contains("png", "txt");
    String journal;
    try (var files = Files.walk(folder.resolve("journal"))) {
      journal =
          Files.readString(
              files.filter(file -> file.toString().endsWith(".jsonl")).findFirst().orElseThrow());
    }
    assertThat(journal).contains("camera", "TestersHooks.after");
  }
}
