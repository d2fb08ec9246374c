// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static dev.trimunit.engine.testing.Specs.BULB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import dev.trimunit.engine.glue.Spinning;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.testing.Specs;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubLab;
import dev.trimunit.engine.testing.StubUse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Whatever a step does, a run comes to its end, says where the step was, and is reported. */
@Tag("slow")
@Timeout(120)
final class StepLimitsTest {
  @TempDir Path folder;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final StubBench bulb = bench("bulb");
  private final StubBench lamp = bench("lamp");
  private Specs specs;
  private boolean lacksMemory;

  @BeforeEach
  void listen() {
    specs = new Specs(folder);
    HeardEvents.listenWith(
        new RunListener() {
          @Override
          public void alarmed(Device device, String sentence) {
            heard.add(device.id() + ": " + sentence);
          }

          @Override
          public void caseFinished(CaseResult result) {
            if (lacksMemory) {
              throw new OutOfMemoryError("Java heap space");
            }
          }

          @Override
          public void runFinished() {
            heard.add("reports");
          }
        });
  }

  @AfterEach
  void noListener() {
    HeardEvents.listenWith(new RunListener() {});
  }

  private static StubBench bench(String id) {
    return new StubBench(new Device(id, id, "bulb", "", "", "", ""))
        .use(StubUse.of(new Usage("switching on", Vantage.LAN)).tapping("Power", "on"));
  }

  /** A bulb with one more step in a scenario, and a lamp without. */
  private EngineExecutionResults run(String step) {
    specs.write(
        "bulb.feature",
        BULB
            + "  Scenario: mine\n    %s\n\n  Scenario: after\n    Then switching on succeeds\n"
                .formatted(step));
    specs.write("lamp.feature", BULB.replace("@device=bulb", "@device=lamp"));
    return specs
        .builder(new StubLab(bulb, lamp), selectDirectory(folder.toFile()))
        .configurationParameter("trimunit.trial.limit", "1 s")
        .execute();
  }

  @Test
  void a_step_that_blocks_makes_its_trial_void_and_is_told_with_its_place() {
    EngineExecutionResults results = run("When a step throws sleep");

    assertThat(Specs.thrown(results, "mine"))
        .hasMessageContaining("the lab could not tell in 5")
        .hasMessageContaining("The steps took over 1 s (trimunit.trial.limit): ")
        .hasMessageContaining(
            "/bulb.feature:15 has been at dev.trimunit.engine.glue.TrialSteps.failing(TrialSteps.java:")
        .hasMessageContaining(" for 1 s");
    assertThat(heard.get(0)).startsWith("bulb: The steps took over 1 s");
    assertThat(Specs.outcomes(results)).contains("after: SUCCESSFUL");
    assertThat(heard).endsWith("reports");
  }

  @Test
  void a_step_that_heeds_no_interrupt_is_left_behind_and_the_others_go_on() {
    EngineExecutionResults results = run("When a step throws spin");
    Spinning.end();

    assertThat(Specs.thrown(results, "mine"))
        .hasMessageContaining("bulb.feature:15 has been at dev.trimunit.engine.glue.Spinning.")
        .hasMessageContaining("goes on although it was interrupted: nothing more is tried");
    assertThat(Specs.thrown(results, "after")).hasMessageContaining("nothing more is tried");
    assertThat(bulb.isAsFound()).isTrue();
    results.testEvents().assertStatistics(stats -> stats.failed(2).succeeded(2));
    assertThat(heard).endsWith("reports");
  }

  @Test
  void a_promise_that_blocks_is_not_kept() {
    EngineExecutionResults results = run("Then somebody thinks for ever");

    assertThat(Specs.thrown(results, "mine"))
        .hasMessageContaining("bulb.feature:15 has been at")
        .hasMessageContaining("PromiseSteps.thinks(PromiseSteps.java:");
    assertThat(heard).endsWith("reports");
  }

  @Test
  void what_one_step_leaves_interrupted_the_next_does_not_find() {
    EngineExecutionResults results =
        run(
            "When a step throws interrupt\n    And a step throws what-was-left\n    Then switching on succeeds");

    assertThat(Specs.outcomes(results)).contains("mine: SUCCESSFUL", "after: SUCCESSFUL");
  }

  @Test
  void a_device_without_memory_is_named_the_others_go_on_and_all_is_reported() {
    EngineExecutionResults results = run("When a step throws memory");

    assertThat(Specs.thrown(results, "mine"))
        .hasMessageContaining("No more memory (Java heap space; the run has ")
        .hasMessageContaining("see -Xmx): nothing more is tried with bulb after trial ");
    assertThat(bulb.isAsFound()).isTrue();
    results.testEvents().assertStatistics(stats -> stats.failed(2).succeeded(2));
    assertThat(heard).endsWith("reports");
  }

  /** JUnit takes it for the end of everything; what was found is told all the same. */
  @Test
  void a_listener_without_memory_ends_the_run_and_all_is_reported() {
    lacksMemory = true;
    specs.write("bulb.feature", BULB);
    assertThatThrownBy(() -> specs.run(new StubLab(bulb))).isInstanceOf(OutOfMemoryError.class);
    assertThat(bulb.isAsFound()).isTrue();
    assertThat(heard).containsExactly("reports");
  }

  @Test
  void a_promise_without_memory_is_not_kept_and_all_is_reported() {
    EngineExecutionResults results = run("Then somebody remembers everything");

    assertThat(Specs.thrown(results, "mine"))
        .hasMessageContaining("No more memory (Java heap space; the run has ")
        .hasMessageContaining("nothing more is tried with bulb");
    assertThat(heard).endsWith("reports");
  }
}
