// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** New firmware: what a spec may say of it, on the simulated lab. */
@Tag("slow")
final class UpdatesTest {
  private static final Path PAGE = Path.of("..", "docs", "updates.md");
  private static final Pattern BLOCK = Pattern.compile("```\\w*\n(.*?)```", Pattern.DOTALL);
  private static final String AT_NIGHT = "the update comes at night by itself";
  private static final String TAPPED =
      """

        @functionality @rare @once @LAN
        Scenario: installing an update
          Given the camera runs firmware 1.0
          When "Check for updates" is tapped
          Then the companion app shows firmware 1.1

        Scenario: a tap installs it
          Given destination log.vendor.test is blocked
          Then installing an update succeeds
      """;

  @TempDir private Path folder;

  private static String block(String text) throws IOException {
    return BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .map(found -> found.group(1))
        .filter(block -> block.contains(text))
        .findFirst()
        .orElseThrow();
  }

  private static String device() throws IOException {
    return block("noun: camera");
  }

  private static String spec() throws IOException {
    return block("@device=porch-camera");
  }

  private FolderRun.Said run(String device, String spec, Map<String, String> properties) {
    return new FolderRun(folder)
        .write("devices/porch-camera.yaml", device)
        .write("specs/porch-camera.feature", spec)
        .run(properties);
  }

  private FolderRun.Said run(String device, String spec) {
    return run(device, spec, Map.of());
  }

  private static String changed(String file, String before, String after) {
    assertThat(file).contains(before);
    return file.replace(before, after);
  }

  /** The same device, which asks when somebody taps only, and is offered something at once. */
  private static String tapping() throws IOException {
    return changed(
        changed(device(), "after: 8 s, every: 1 d, jitter: 50 %, ", ""), "after: 3 d, ", "");
  }

  @Test
  void the_claim_of_the_page_holds_with_the_list_blocked() throws IOException {
    FolderRun.Said run = run(device(), spec());

    String said = run.console().replaceAll("\\s+", " ");
    assertThat(run.cases()).as(run.console()).containsEntry(AT_NIGHT, "SUCCESSFUL");
    assertThat(said).contains("left out of exports: fw.vendor.test:443/tcp");
    assertThat(said).contains("'the update comes at night by itself' held up to 8 days (1 run,");
    assertThat(said)
        .containsPattern(
            "New destination log2.vendor.test:443/tcp since firmware 1.1 \\(trial \\d+\\)");
    assertThat(run.file("blockability.html"))
        .contains("While days passed: 1 trial</summary>")
        .contains("title=\"When 8 days pass\"", "title=\"blocked: log.vendor.test:443/tcp\"")
        .contains("class=\"timer\"", "title=\"update: 1.1\"");
    assertThat(run.file("verdicts.json")).contains("\"kind\" : \"update\"");
  }

  /** What the page's claim says about other devices, and when it is asked otherwise. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "blocked | after: 3 d | after: 3 d | the blocklist is blocked | every blockable destination is blocked | FAILED: With destinations | Porch camera runs firmware 1.0, not 1.1",
        "not yet on offer | after: 3 d | after: 30 d | 8 days pass | 8 days pass | ABORTED | no update was on offer in trial",
        "nobody waits | after: 3 d | after: 3 d | 8 days pass | 1 day passes | ABORTED | no update was on offer in trial",
        "the last version | offers: \"1.1\", after: 3 d, via: update | contacts: {} | 8 days pass | 8 days pass | ABORTED | no update was on offer",
        "another version | after: 3 d | after: 3 d | firmware 1.1 | firmware 1.2 | FAILED | runs firmware 1.1, not 1.2",
        "a condition that is not met | after: 3 d | after: 3 d | 8 days pass | the camera runs firmware 1.1 + 8 days pass | ABORTED | Porch camera runs firmware 1.0, not 1.1",
        "behind a login that is blocked | after: 8 s, every: 1 d | after: log, every: 1 d | 8 days pass | 8 days pass | FAILED: With destination =log.vendor.test:443/tcp | runs firmware 1.0, not 1.1",
      })
  void an_update_is_proof_only_where_there_was_one(
      String name,
      String before,
      String after,
      String step,
      String other,
      String status,
      String sentence)
      throws IOException {
    String device = changed(device(), before, after);
    if (after.startsWith("contacts")) {
      device = changed(device, "receives: 2 MB if offered", "receives: 2 MB");
    }
    String spec = spec();
    int claim = spec.indexOf(AT_NIGHT);
    spec =
        spec.substring(0, claim)
            + changed(spec.substring(claim), step, other.replace(" + ", "\n    And "));

    FolderRun.Said run = run(device, spec);

    assertThat(run.cases().get(AT_NIGHT))
        .as(name + run.console())
        .startsWith(status)
        .contains(sentence);
  }

  @Test
  void what_is_tapped_for_is_installed_once_and_seen_once() throws IOException {
    FolderRun.Said run = run(tapping(), spec().split("  Scenario: the update")[0] + TAPPED);

    assertThat(run.cases()).as(run.console()).containsEntry("a tap installs it", "SUCCESSFUL");
    assertThat(run.console().replaceAll("\\s+", " "))
        .contains(
            "'a tap installs it' worked in 1 of 1 trials without log.vendor.test (seen once)");
  }

  @Test
  void what_can_be_done_once_is_not_done_again_by_the_next_run() throws IOException {
    String spec = spec().split("  Scenario: the update")[0] + TAPPED;
    run(tapping(), spec, Map.of("trimunit.once", "always"));
    Path done = folder.resolve("run-1/journal/once/porch-camera.tsv");
    assertThat(done).content().matches("\\d{4}-\\d\\d-\\d\\d\\tsimulated\\tinstalling an update\n");
    FolderRun next = new FolderRun(folder);
    FolderRun.Said remembering = next.run(Map.of("trimunit.once", "always"));

    assertThat(remembering.cases().get("a tap installs it"))
        .as(remembering.console())
        .startsWith("ABORTED")
        .contains(
            "'installing an update' can be done once on this unit, and was done on 2026-01-01")
        .contains("-Dtrimunit.once=again");
    assertThat(next.run(Map.of()).cases()).containsEntry("a tap installs it", "SUCCESSFUL");
  }

  @Test
  void up_to_date_is_no_pass_where_the_server_is_blocked() throws IOException {
    FolderRun.Said run =
        run(
            changed(tapping(), "LAN: {needs: update}", "LAN: {also: update}"),
            spec().split("  Scenario: the update")[0]
                + changed(TAPPED, "log.vendor.test", "fw.vendor.test"));

    assertThat(run.cases().get("a tap installs it")).as(run.console()).startsWith("FAILED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "offers: \"1.1\" | offers: \"1.3\" | unknown version '1.3'",
        "version: \"1.1\" | version: \"1.0\" | version '1.0' is there twice",
        "offers: \"1.1\" | offers: \"1.0\" | version '1.0' offers '1.0', which has to come after it",
        "via: update | via: updates | unknown contact 'updates'",
        "offers: \"1.1\", | | 'after' belongs to 'offers'",
        "version: \"1.1\" | version: \"one two\" | 'one two' is no version",
        "via: update | via: log | nothing is ever offered to 'update'",
      })
  void what_is_written_wrongly_is_told(String before, String after, String sentence)
      throws IOException {
    FolderRun.Said run = run(changed(device(), before, after == null ? "" : after), spec());

    assertThat(run.cases().toString() + run.console())
        .contains(sentence)
        .contains("devices/porch-camera.yaml:");
  }

  @ParameterizedTest
  @CsvSource({"emulated", "physical"})
  void other_labs_refuse_before_anything_runs(String lab) throws IOException {
    FolderRun.Said run =
        run(device(), spec(), Map.of("trimunit.check", "true", "trimunit.lab", lab));

    assertThat(run.cases().toString()).contains("porch-camera.feature:1").contains("needs a lab");
    FolderRun.Said tapped =
        run(
            device(),
            spec().split("  Scenario: the update")[0] + TAPPED,
            Map.of("trimunit.check", "true", "trimunit.lab", lab));
    assertThat(tapped.cases().toString())
        .contains("'the camera runs firmware 1.0' needs a lab of models")
        .contains("the lab '" + lab + "' does not");
  }
}
