// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cucumber.core.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an editor's Cucumber run of a feature does. */
@Tag("slow")
final class PlainCucumberTest {
  private static final String FEATURE =
      "@device=bulb\nFeature: Bulb\n  Scenario: mine\n    Given the bulb is power-cycled\n";

  @TempDir Path folder;

  private byte run(String text, String glue) throws IOException {
    Path feature = Files.writeString(folder.resolve("bulb.feature"), text);
    return Main.run("--glue", glue, feature.toString());
  }

  @Test
  void a_spec_says_how_it_is_run() {
    assertThatThrownBy(() -> run(FEATURE, "dev.trimunit.steps"))
        .hasStackTraceContaining("This is a spec of TrimUnit, and Cucumber alone cannot run it")
        .hasStackTraceContaining("mvn verify -Dtrimunit.features=");
  }

  @Test
  void features_of_cucumbers_own_are_run() throws IOException {
    assertThat(
            run("Feature: x\n  Scenario: y\n    Given a plain step\n", "dev.trimunit.steps.plain"))
        .isZero();
  }
}
