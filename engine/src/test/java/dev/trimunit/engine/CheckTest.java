// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.testing.Specs;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubLab;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;

@ResourceLock(Resources.SYSTEM_OUT)
@Tag("slow")
class CheckTest {
  @TempDir Path folder;
  private final StubBench bench = new StubBench(new Device("bulb", "Bulb", "bulb", "", "", "", ""));

  /** What failed, in words, and what was printed before it. */
  private record Said(List<String> failures, String printed) {}

  private Said check(Specs specs, Map<String, String> more) {
    return check(specs, selectDirectory(folder.toFile()), more);
  }

  private Said check(Specs specs, DiscoverySelector asked, Map<String, String> more) {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      EngineExecutionResults results =
          specs
              .builder(new StubLab(bench), asked)
              .configurationParameter("trimunit.check", "true")
              .configurationParameters(more)
              .execute();
      assertThat(results.testEvents().started().count()).isZero();
      assertThat(bench.events()).isEmpty();
      return new Said(
          results.allEvents().failed().stream()
              .map(event -> event.getRequiredPayload(TestExecutionResult.class))
              .flatMap(result -> result.getThrowable().stream())
              .map(Throwable::getMessage)
              .toList(),
          printed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(console);
    }
  }

  @Test
  void a_spec_that_is_right_is_counted_and_not_run() {
    Said said = check(new Specs(folder).write("bulb.feature", Specs.BULB), Map.of());

    assertThat(said.failures()).isEmpty();
    assertThat(said.printed()).contains("Checked, nothing is wrong: 1 spec");
  }

  @Test
  void all_mistakes_of_all_specs_and_properties_are_told_at_once() {
    Specs specs =
        new Specs(folder)
            .write("bulb.feature", Specs.BULB.replace("is power-cycled", "is power-cycle"))
            .write("no-device.feature", "Feature: whose?\n")
            .write("no-gherkin.feature", "hello\n");

    Said said =
        check(
            specs,
            Map.of(
                "trimunit.seeed",
                "1",
                "trimunit.error-bound",
                "7",
                "trimunit.watch",
                "?",
                "trimunit.off.shorter",
                "5 min"));

    assertThat(said.failures()).hasSize(1);
    assertThat(said.failures().get(0))
        .contains("mistakes in 3 specs")
        .contains("bulb.feature:11: No step says 'the bulb is power-cycle'. Did you mean")
        .contains("no-device.feature:1: Feature 'whose?' does not say which device")
        .contains("no-gherkin.feature:1: This is not Gherkin")
        .contains("Unknown property trimunit.seeed=1. Did you mean 'trimunit.seed'")
        .contains("trimunit.error-bound=7 is not between 0 and 0.5")
        .contains("trimunit.watch=? is not a time")
        .contains("trimunit.off.shorter=5 min is not shorter than trimunit.off=2 min");
  }

  @Test
  void a_lab_that_does_not_exist_is_a_mistake() {
    Said said =
        check(new Specs(folder).write("bulb.feature", Specs.BULB), Map.of("trimunit.lab", "stubb"));

    assertThat(said.failures().get(0)).contains("Unknown lab 'stubb'").contains("'stub'");
  }

  @Test
  void a_place_without_specs_is_a_mistake() {
    Said said = check(new Specs(folder), Map.of());

    assertThat(said.failures().get(0)).contains("holds no *.feature file");
  }

  @Test
  void where_classes_are_asked_for_the_suites_among_them_check_and_nobody_else() {
    Said said = check(new Specs(folder), selectClass(CheckTest.class), Map.of());

    assertThat(said.failures()).isEmpty();
    assertThat(said.printed()).isEmpty();
  }
}
