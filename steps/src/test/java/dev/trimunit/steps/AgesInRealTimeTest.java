// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.testing.Specs;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubLab;
import dev.trimunit.engine.testing.StubUse;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** In a lab of real time days cannot pass: it says so, and runs the rest. */
@Tag("slow")
final class AgesInRealTimeTest {
  private static final Usage LIT = new Usage("lighting up", Vantage.LAN);
  private static final String SPEC =
      """
      @device=lamp
      Feature: Lamp
        @functionality @LAN
        Scenario: lighting up
          Given the companion app shows the lamp dark
          When "Light" is tapped
          Then the companion app shows the lamp lit

        Scenario: young
          Then lighting up succeeds

        Scenario: old
      """;

  @TempDir private Path folder;

  private EngineExecutionResults run(String step) {
    Specs specs = new Specs(folder, "dev.trimunit.steps");
    specs.write("lamp.feature", SPEC + (step + "\nThen lighting up succeeds\n").indent(4));
    return specs.run(
        new StubLab(
            new StubBench(new Device("lamp", "Lamp", "lamp", "", "", "", ""))
                .initially("dark")
                .use(
                    StubUse.of(LIT)
                        .tapping("Light", "lit")
                        .requires(Destination.parse("hub.example:443/tcp"))
                        .contacts(Destination.parse("ads.example:443/tcp")))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "When 14 days pass",
        "When 30 days pass without any use",
        "Then the schedule switches lit within 1 minute of 07:00",
      })
  void each_step_is_refused_with_what_is_needed(String step) {
    EngineExecutionResults results = run(step);

    assertThat(Specs.outcomes(results)).contains("young: SUCCESSFUL", "old: FAILED");
    assertThat(Specs.thrown(results, "old"))
        .hasMessageContaining("lamp.feature:13: '" + step.replaceFirst("\\w+ ", "") + "'")
        .hasMessageContaining("needs a lab in whose time days can pass")
        .hasMessageContaining("trimunit.lab=simulated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "When the Internet is gone for 1 hour",
        "When destination hub.example is let through once, every 4 to 7 days",
        "When destination hub.example is answered by the gateway",
        "Given the lamp is told a time that is 1 day ahead",
      })
  void what_only_some_gateways_can_do_is_refused_where_they_cannot(String step) {
    EngineExecutionResults results = run(step);

    assertThat(Specs.outcomes(results)).contains("young: SUCCESSFUL", "old: FAILED");
    assertThat(Specs.thrown(results, "old"))
        .hasMessageContaining("lamp.feature:13: '" + step.replaceFirst("\\w+ ", "") + "'")
        .hasMessageContaining("needs a gateway that can do more than refuse")
        .hasMessageContaining("trimunit.lab=simulated, emulated or physical");
  }

  /** Each usage is tried apart, after a power experiment with nothing blocked. */
  @Test
  void a_power_cut_is_for_every_lab() {
    EngineExecutionResults results =
        run("Given destination ads.example is blocked\nWhen the lamp loses power for 2 minutes");

    assertThat(Specs.outcomes(results)).contains("old: SUCCESSFUL");
  }

  @Test
  void one_of_days_is_too_long_for_real_time() {
    EngineExecutionResults results = run("When the lamp loses power for 2 days");

    assertThat(Specs.thrown(results, "old"))
        .hasMessageContaining(
            "2 days without power are longer than a trial may last in a lab of real time, which is 1 day");
  }

  @Test
  void a_minute_without_power_before_the_trial_is_for_every_lab() {
    EngineExecutionResults results = run("Given the lamp is powered off for 5 minutes");

    assertThat(Specs.outcomes(results)).contains("old: SUCCESSFUL");
  }
}
