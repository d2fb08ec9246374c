// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.reports.buildserver.SourceFiles;
import dev.trimunit.reports.data.Acceptance;
import dev.trimunit.reports.data.RunData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Badges, GitLab's code quality, and what a build server is told while it listens. */
@Tag("slow")
final class BuildServerFilesTest {
  private static final RunData PAPER = MemoryOutput.data(SampleRun.ofThePaper());
  private static final SourceFiles SOURCES = SourceFiles.of(Path.of("/checkout"), Map.of());
  @TempDir Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void a_badge_of_the_run_and_of_each_device() throws IOException {
    MemoryOutput files = MemoryOutput.of(new Badges(), PAPER);
    assertThat(json(files.text("badge.json")))
        .isEqualTo(
            json(
                """
                {"schemaVersion": 1, "label": "TrimUnit (simulated)", "message": "3 of 32 failed", "color": "red"}
                """));
    assertThat(files.files())
        .containsOnlyKeys(
            "badge.json",
            "badges/bosiwo-camera.json",
            "badges/tp-link-bulb.json",
            "badges/yi-camera.json");
  }

  @Test
  void a_badge_is_green_only_if_all_is_well() throws IOException {
    RunData none = MemoryOutput.data(new SampleRun(List.of(), 1, LabKind.PHYSICAL, List.of()));
    assertThat(json(MemoryOutput.of(new Badges(), none).text("badge.json")))
        .isEqualTo(
            json(
                """
                {"schemaVersion": 1, "label": "TrimUnit", "message": "no verdicts", "color": "lightgrey"}
                """));
    RunData good = withoutRed(PAPER);
    assertThat(json(MemoryOutput.of(new Badges(), good).text("badges/tp-link-bulb.json")))
        .isEqualTo(
            json(
                """
                {"schemaVersion": 1, "label": "TP-Link smart bulb (simulated)", "message": "4 blockable, 6 required", "color": "brightgreen"}
                """));
    RunData changed =
        good.withDevices(d -> d.withAcceptance(new Acceptance(true, "", List.of("Gone."))));
    assertThat(
            json(MemoryOutput.of(new Badges(), changed).text("badge.json")).path("color").asText())
        .isEqualTo("orange");
  }

  private static RunData withoutRed(RunData run) {
    return run.withDevices(
        d ->
            new dev.trimunit.reports.data.DeviceData(
                d.device(),
                d.parties(),
                d.owners(),
                d.trials(),
                d.verdicts(),
                d.blocklists(),
                d.cases().stream()
                    .filter(c -> !c.result().name().equals("it works without its cloud"))
                    .toList(),
                d.acceptance(),
                d.warnings()));
  }

  @Test
  void code_quality_knows_a_finding_again() throws IOException {
    Acceptance changed = new Acceptance(true, "", List.of("Gone destination: x."));
    RunData run =
        PAPER.withDevices(d -> d.device().id().equals("yi-camera") ? d.withAcceptance(changed) : d);
    JsonNode issues =
        json(MemoryOutput.of(new CodeQuality(SOURCES), run).text("gl-code-quality.json"));
    assertThat(issues).hasSize(4);
    assertThat(issues.findValuesAsText("fingerprint")).doesNotHaveDuplicates();
    assertThat(issues.get(1))
        .isEqualTo(
            json(
                """
                {"description": "tp-link-bulb: it works without its cloud: expected the companion app to show the bulb on, it shows it off",
                 "check_name": "trimunit-scenario", "fingerprint": "%s", "severity": "major",
                 "location": {"path": "features/tp-link-bulb.feature", "lines": {"begin": 12}}}
                """
                    .formatted(issues.get(1).path("fingerprint").asText())));
    assertThat(issues.get(3).at("/location/path").asText()).isEqualTo("accepted/yi-camera.yaml");
    assertThat(
            MemoryOutput.of(new CodeQuality(SOURCES), withoutRed(PAPER))
                .text("gl-code-quality.json"))
        .isEqualTo("[ ]\n");
  }

  private String tell(RunData run, Map<String, String> environment) throws IOException {
    said.reset();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    new JobSummary(environment, SOURCES).tell(run, out);
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void commands_are_for_github_only() throws IOException {
    assertThat(tell(PAPER, Map.of())).isEmpty();
    assertThat(tell(PAPER, Map.of("GITHUB_ACTIONS", "true")).lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("::error file="));
  }

  @Test
  void the_summary_goes_behind_what_is_on_the_page_already() throws IOException {
    Path page = Files.writeString(folder.resolve("page.md"), "mine\n");
    assertThat(tell(PAPER, Map.of("GITHUB_STEP_SUMMARY", page.toString()))).isEmpty();
    assertThat(Files.readString(page)).startsWith("mine\n## ❌ TrimUnit: 3 of 32");
    Path fresh = folder.resolve("fresh.md");
    tell(PAPER, Map.of("GITHUB_STEP_SUMMARY", fresh.toString()));
    assertThat(fresh).isNotEmptyFile();
  }

  @Test
  void a_page_that_is_full_is_left_alone() throws IOException {
    Path page = Files.write(folder.resolve("page.md"), new byte[1 << 20]);
    assertThat(tell(PAPER, Map.of("GITHUB_STEP_SUMMARY", page.toString())))
        .contains("no room left", "summary.md");
    assertThat(page).hasSize(1 << 20);
  }

  @Test
  void a_page_that_cannot_be_written_is_told() {
    String place = folder.resolve("no/such/page.md").toString();
    assertThatThrownBy(() -> tell(PAPER, Map.of("GITHUB_STEP_SUMMARY", place)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("page.md");
  }
}
