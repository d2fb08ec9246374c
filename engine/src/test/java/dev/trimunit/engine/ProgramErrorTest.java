// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static dev.trimunit.engine.testing.Specs.BULB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.testing.Specs;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubLab;
import dev.trimunit.engine.testing.StubUse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** A step that is written wrongly is no fault of the lab: trying again tells nothing. */
@Tag("slow")
final class ProgramErrorTest {
  @TempDir Path folder;
  private Specs specs;
  private final List<Integer> trials = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void listen() {
    specs = new Specs(folder);
    HeardEvents.listenWith(
        new RunListener() {
          @Override
          public void trialFinished(TrialRecord trial) {
            trials.add(trial.number());
          }
        });
  }

  @AfterEach
  void noListener() {
    HeardEvents.listenWith(new RunListener() {});
  }

  private EngineExecutionResults run(String what) {
    specs.write(
        "bulb.feature",
        BULB
            + "  Scenario: mine\n    When a step throws %s\n\n  Scenario: after\n    Then switching on succeeds\n"
                .formatted(what));
    return specs.run(new StubLab(bench()));
  }

  private static StubBench bench() {
    return new StubBench(new Device("bulb", "bulb", "bulb", "", "", "", ""))
        .use(StubUse.of(new Usage("switching on", Vantage.LAN)).tapping("Power", "on"));
  }

  @ParameterizedTest
  @CsvSource({
    "null, java.lang.NullPointerException",
    "cast, java.lang.ClassCastException",
    "index, java.lang.ArrayIndexOutOfBoundsException",
    "missing-method, java.lang.NoSuchMethodError: Kettle.boil()",
    "state, java.lang.IllegalStateException: no room is open",
    "argument, java.lang.NumberFormatException",
    "declaration, comes after the trial has begun"
  })
  void an_error_of_the_program_stops_the_device_at_once(String what, String found) {
    EngineExecutionResults results = run(what);

    assertThat(Specs.thrown(results, "mine"))
        .hasMessageContaining("bulb.feature:15: an error of the program, not of the lab")
        .hasMessageContaining(found)
        .hasMessageContaining("TrialSteps.failing(TrialSteps.java:");
    assertThat(Specs.thrown(results, "after")).hasMessageContaining("an error of the program");
    assertThat(trials)
        .as("the trial with the error was not finished, and none followed")
        .hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"io", "unchecked-io", "timeout", "library", "fault"})
  void what_fails_outside_the_program_is_tried_again(String what) {
    EngineExecutionResults results = run(what);

    assertThat(Specs.thrown(results, "mine")).hasMessageContaining("the lab could not tell in 5");
    assertThat(Specs.outcomes(results)).contains("after: SUCCESSFUL");
  }

  @Test
  void a_step_that_is_not_written_yet_is_not_tried_eleven_times() {
    assertThat(Specs.thrown(run("pending"), "mine"))
        .hasMessageContaining("bulb.feature:15: a step asks for the scenario to be left out")
        .hasMessageContaining("not written yet");
    assertThat(trials).hasSize(5);
  }

  @Test
  void the_other_devices_go_on_and_the_bench_is_as_found() {
    specs.write(
        "lamp.feature", BULB.replace("@device=bulb\nFeature: Bulb", "@device=lamp\nFeature: Lamp"));
    specs.write("bulb.feature", BULB + "  Scenario: mine\n    When a step throws null\n");
    StubBench bulb = bench();
    StubBench lamp =
        new StubBench(new Device("lamp", "lamp", "bulb", "", "", "", ""))
            .use(StubUse.of(new Usage("switching on", Vantage.LAN)).tapping("Power", "on"));

    EngineExecutionResults results = specs.run(new StubLab(bulb, lamp));

    assertThat(bulb.isAsFound()).isTrue();
    results.testEvents().assertStatistics(stats -> stats.failed(1).succeeded(2));
  }
}
