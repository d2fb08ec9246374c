// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.plan.Forecast;
import dev.trimunit.engine.testing.Specs;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubLab;
import dev.trimunit.engine.testing.StubUse;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.testkit.engine.EngineExecutionResults;

@Tag("slow")
@ResourceLock(Resources.SYSTEM_OUT)
class PlanTest {
  private static final String NIGHT =
      """

        Scenario: after a night
          When 10 hours pass
          Then switching on succeeds
      """;

  @TempDir Path folder;
  private final StubBench bench =
      new StubBench(new Device("bulb", "Bulb", "bulb", "", "", "", ""))
          .use(
              StubUse.of(new Usage("switching on", Vantage.LAN))
                  .tapping("Power", "on")
                  .requires(Destination.parse("cloud.example.com:443/tcp"))
                  .contacts(Destination.parse("ads.example.net:80/tcp")));

  private Forecast forecast(String lab) {
    List<Usage> usages = List.of(new Usage("switching on", Vantage.LAN));
    return new Forecast(
        folder.resolve("journal"), lab, "bulb", usages, Duration.ofMinutes(2), false);
  }

  private String plan(Specs specs, Map<String, String> more) {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      EngineExecutionResults results =
          specs
              .builder(new StubLab(bench), selectDirectory(folder.toFile()))
              .configurationParameter("trimunit.plan", "true")
              .configurationParameters(more)
              .execute();
      assertThat(results.allEvents().failed().count()).isZero();
      assertThat(results.testEvents().started().count()).isZero();
    } finally {
      System.setOut(console);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_plan_of_an_unknown_device_touches_nothing_and_says_what_is_assumed() {
    String plan = plan(new Specs(folder).write("bulb.feature", Specs.BULB), Map.of());

    assertThat(bench.events()).isEmpty();
    assertThat(plan)
        .contains("bulb: switching on over LAN")
        .contains("nothing is known yet")
        .containsPattern("certify: +\\d+ trials, [0-9.]+ h \\(95 %: \\d+ trials, [0-9.]+ h\\)")
        .containsPattern("paper: +\\d+ trials")
        .contains("No device waits for another");
  }

  @Test
  void what_the_last_finished_run_found_is_known() {
    Specs specs = new Specs(folder).write("bulb.feature", Specs.BULB);
    specs.run(new StubLab(bench));
    int events = bench.events().size();

    String plan = plan(specs, Map.of("trimunit.protocol", "sequential"));

    assertThat(bench.events()).hasSize(events);
    assertThat(plan).contains("2 destinations, of which 1 required").contains("sequential:");
  }

  @Test
  void a_long_scenario_does_not_make_the_protocol_s_trials_long() {
    Specs specs = new Specs(folder).write("bulb.feature", Specs.BULB);
    specs.run(new StubLab(bench));
    String before = plan(specs, Map.of());
    specs.write("bulb.feature", Specs.BULB + NIGHT);
    specs.run(new StubLab(bench));

    String after = plan(specs, Map.of());

    assertThat(lines(after, "certify:")).isEqualTo(lines(before, "certify:"));
    assertThat(lines(after, "paper:")).isEqualTo(lines(before, "paper:"));
    assertThat(after).containsPattern("scenarios: +2 trials, 20\\.\\d h last time");
  }

  private static List<String> lines(String plan, String label) {
    return plan.lines().filter(line -> line.contains(label)).toList();
  }

  @Test
  void what_was_seen_in_another_lab_is_not_known() {
    Specs specs = new Specs(folder).write("bulb.feature", Specs.BULB);
    specs.run(new StubLab(bench));

    assertThat(forecast("stub").known()).contains("2 destinations");
    assertThat(forecast("physical").known()).contains("nothing is known yet");
  }

  @Test
  void a_plan_is_the_same_each_time() {
    Specs specs = new Specs(folder).write("bulb.feature", Specs.BULB);

    assertThat(plan(specs, Map.of())).isEqualTo(plan(specs, Map.of()));
  }
}
