// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import dev.trimunit.engine.lab.RecordedReferences;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.testing.Specs;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubLab;
import dev.trimunit.engine.testing.StubUse;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.testkit.engine.EngineExecutionResults;

@Tag("slow")
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class RecordingRunTest {
  private static final String MORE =
      """

        Scenario: it works
          When destination ads.example.net is blocked
          Then switching on succeeds

        Scenario: what only a scenario shows
          Given the bulb is power-cycled
          Then the app shows initial
          And the app shows asleep

        Scenario: what we promise
          Then no third party is required
      """;

  @TempDir Path folder;
  private final List<String> heard = new ArrayList<>();
  private final StubBench bench =
      new StubBench(new Device("bulb", "Bulb", "bulb", "", "", "", ""))
          .use(
              StubUse.of(new Usage("switching on", Vantage.LAN))
                  .tapping("Power", "on")
                  .contacts(Destination.parse("ads.example.net:80/tcp")));
  private String console = "";

  private EngineExecutionResults run(String spec, String mode) {
    HeardEvents.listenWith(
        new RunListener() {
          @Override
          public void trialFinished(TrialRecord trial) {
            heard.add("trial");
          }

          @Override
          public void caseFinished(CaseResult result) {
            heard.add("case");
          }

          @Override
          public void referencesRecorded(Path output, List<RecordedReferences> devices) {
            heard.add("recorded " + devices.get(0).device().id());
          }

          @Override
          public void runFinished() {
            heard.add("run");
          }
        });
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    try {
      return new Specs(folder)
          .write("bulb.feature", spec)
          .builder(new StubLab(bench), selectDirectory(folder.toFile()))
          .configurationParameter("trimunit.record-references", mode)
          .execute();
    } finally {
      System.setOut(out);
      System.setErr(err);
      console = printed.toString(StandardCharsets.UTF_8);
    }
  }

  @AfterEach
  void nobody_listens() {
    HeardEvents.listenWith(new RunListener() {});
  }

  @Test
  void each_functionality_is_used_once_and_nothing_is_judged() {
    EngineExecutionResults results = run(Specs.BULB + MORE, "true");

    assertThat(Specs.outcomes(results)).startsWith("screens of switching on over LAN: SUCCESSFUL");
    assertThat(
            results.allEvents().skipped().stream().map(e -> e.getTestDescriptor().getDisplayName()))
        .containsExactlyInAnyOrder(
            "<functionality> over <vantage> without <destination>",
            "screens of it works",
            "what we promise");
    assertThat(bench.events()).filteredOn(event -> event.startsWith("tap")).hasSize(1);
    assertThat(heard).containsExactly("recorded bulb");
    assertThat(folder.resolve("journal")).doesNotExist();
    assertThat(bench.isAsFound()).isTrue();
    assertThat(console)
        .contains("Recording reference pictures: nothing is judged", "bulb: switching on over LAN")
        .doesNotContain("Nobody hears this run");
  }

  @Test
  void a_state_that_only_a_scenario_shows_is_recorded_there() {
    run(Specs.BULB + MORE, "");
    assertThat(bench.events()).contains("look for asleep over LAN");
  }

  @Test
  void a_recipe_that_does_not_go_through_is_red() {
    EngineExecutionResults results = run(Specs.BULB.replace("\"Power\"", "\"Pover\""), "true");
    assertThat(Specs.thrown(results, "screens of switching on over LAN"))
        .hasMessageContainingAll("Not recorded to the end", "The app shows no 'Pover'");
  }

  @Test
  void a_second_run_sees_the_screens_itself() {
    run(Specs.BULB, "true");
    int events = bench.events().size();
    run(Specs.BULB, "true");
    assertThat(bench.events()).hasSizeGreaterThan(events);
  }

  @Test
  void keeping_touches_no_lab_and_is_red_if_nothing_was_recorded() {
    EngineExecutionResults results = run(Specs.BULB, "keep");
    assertThat(bench.events()).isEmpty();
    assertThat(heard).isEmpty();
    assertThat(results.containerEvents().failed().count()).isEqualTo(1);
  }

  @Test
  void another_word_is_refused_with_the_words_that_there_are() {
    assertThat(RecordMode.of("Replace")).isEqualTo(RecordMode.REPLACE);
    assertThat(RecordMode.of("")).isEqualTo(RecordMode.RECORD);
    assertThatThrownBy(() -> RecordMode.of("kep")).hasMessageContaining("keep");
  }
}
