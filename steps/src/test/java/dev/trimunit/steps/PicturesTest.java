// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.testing.Specs;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubLab;
import dev.trimunit.engine.testing.StubUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** A camera's picture in specs, in labs with and without a camera. */
@Tag("slow")
final class PicturesTest {
  private static final Usage LIT = new Usage("lighting up", Vantage.LAN);
  private static final Usage SEEN = new Usage("being seen", Vantage.LAN);
  private static final String SPEC =
      """
      @device=lamp
      Feature: Lamp
        @functionality @LAN
        Scenario: lighting up
          Given the companion app shows the lamp dark
          When "Light" is tapped
          Then the companion app shows the lamp lit

        @functionality @LAN
        Scenario: being seen
          When "Light" is tapped
          Then the picture shows the lamp lit

        Scenario Outline: <functionality> without <destination>
          When destination <destination> is blocked
          Then <functionality> succeeds

        Scenario: promised
          Then being seen succeeds

        Scenario: lit without ads
          Given destination ads.example is blocked
          Then lighting up succeeds
      """;

  @TempDir private Path folder;

  private final StubBench bench =
      new StubBench(new Device("lamp", "Lamp", "lamp", "", "", "", ""))
          .initially("dark")
          .use(use(LIT))
          .use(use(SEEN));

  private static StubUse use(Usage usage) {
    return StubUse.of(usage)
        .tapping("Light", "lit")
        .requires(Destination.parse("hub.example:443/tcp"))
        .contacts(Destination.parse("ads.example:443/tcp"));
  }

  private EngineExecutionResults run(String spec) {
    Specs specs = new Specs(folder, "dev.trimunit.steps");
    specs.write("lamp.feature", spec);
    return specs.run(new StubLab(bench));
  }

  @Test
  void a_functionality_may_be_checked_by_a_picture() {
    bench.withCamera();
    EngineExecutionResults results = run(SPEC);

    assertThat(Specs.outcomes(results))
        .contains(
            "promised: SUCCESSFUL",
            "being seen without ads.example:443/tcp: SUCCESSFUL",
            "being seen without hub.example:443/tcp: ABORTED");
    assertThat(bench.events()).contains("look for picture lit over LAN");
  }

  @Test
  void where_no_camera_is_the_scenario_is_refused_with_its_line_and_the_rest_runs() {
    EngineExecutionResults results = run(SPEC);

    assertThat(Specs.thrown(results, "being seen over LAN calibrates"))
        .hasMessageContaining("lamp.feature:12: A picture is to show the lamp lit: no camera")
        .hasMessageContaining("trimunit.lab=physical")
        .hasMessageContaining("leave it out here (trimunit.features, tags)");
    assertThat(Specs.thrown(results, "promised"))
        .hasMessageContaining("'being seen' cannot be run: ")
        .hasMessageContaining("lamp.feature:12");
    assertThat(Specs.outcomes(results))
        .contains(
            "lighting up without ads.example:443/tcp: SUCCESSFUL", "lit without ads: SUCCESSFUL")
        .noneMatch(outcome -> outcome.startsWith("being seen without"));
    assertThat(bench.events()).noneMatch(event -> event.contains("picture"));
  }

  @Test
  void a_wrong_noun_is_told_as_for_the_app() {
    bench.withCamera();
    EngineExecutionResults results =
        run(SPEC.replace("the picture shows the lamp", "the picture shows the lmap"));

    assertThat(Specs.thrown(results, "being seen over LAN calibrates"))
        .hasMessageContaining("lamp.feature:12: 'the lmap' is not what devices/lamp.yaml calls");
  }

  @Test
  void it_can_be_said_in_german() {
    bench.withCamera();
    EngineExecutionResults results =
        run(
            """
            # language: de
            @device=lamp
            Funktionalität: Lampe
              @functionality @LAN
              Szenario: being seen
                Wenn "Light" wird angetippt
                Dann das Bild zeigt die lamp lit

              Szenario: sichtbar
                Dann being seen gelingt
            """);

    assertThat(Specs.outcomes(results)).contains("sichtbar: SUCCESSFUL");
    assertThat(bench.events()).contains("look for picture lit over LAN");
  }

  /** A pop-up that the app's phone has tapped away stands with the step that met it. */
  @Test
  void what_an_app_did_beside_its_orders_is_kept_with_the_trial() throws IOException {
    bench
        .withCamera()
        .notes(new Attachment("dismissed 'Later'", "image/png", folder.resolve("out/popup.png")));
    run(SPEC);

    try (Stream<Path> journals = Files.walk(folder.resolve("journal"))) {
      List<String> lines = new ArrayList<>();
      for (Path journal : journals.filter(Files::isRegularFile).toList()) {
        lines.addAll(Files.readAllLines(journal));
      }
      assertThat(lines).filteredOn(line -> line.contains("dismissed 'Later'")).hasSize(1);
    }
  }
}
