// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static dev.trimunit.features.runs.Sceptic.bundles;
import static dev.trimunit.features.runs.Sceptic.trimunit;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts recomputed from bundles, whatever the campaign was like. */
@Tag("slow")
final class ReplayedRunsTest {
  /** What the device was with other firmware, say. */
  private static final String WRONG =
      """
      version: 1
      device: example-plug
      name: Example plug
      firmware: "0.9"
      destinations:
        - destination: cloud.vendor.test:443/tcp
          party: first
          verdicts:
            switching on:
              LAN: required
              WAN: blockable
        - destination: ads.test:443/tcp
          party: third
          verdicts:
            switching on:
              LAN: required
              WAN: required
      """;

  @TempDir private Path own;

  private FolderRun.Said run(Plug plug, String protocol) {
    return plug.in(new FolderRun(own)).run(Map.of("trimunit.protocol", protocol));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "fixed-3", "certify-deep"})
  void so_it_is_under_every_protocol(String protocol) throws IOException {
    List<Path> others = bundles(run(Plug.asSold(), protocol));
    Sceptic.Result result = trimunit(Stream.concat(Stream.of("replay"), others.stream()).toArray());
    assertThat(others).hasSize(6);
    assertThat(result.code()).as(result.text()).isZero();
  }

  /** Devices that make a run less plain: what is replayed must be what the protocol was asked. */
  private static Plug difficult(String how) {
    Plug plug = Plug.asSold();
    return switch (how) {
      case "fallback" ->
          plug.with("after: 1 s}", "after: 1 s, if-refused: spare}")
              .with("    ads:", "    spare: {destination: \"192.0.2.55:123/udp\"}\n    ads:");
      case "names alone" ->
          plug.with(
                  "    ads:", "    check: {destination: \"check.test/name\", after: 1 s}\n    ads:")
              .with("LAN: {}", "LAN: {needs: check}");
      case "flaky" -> plug.with("LAN: {}", "flakiness: 8 %\n      LAN: {}");
      default -> plug;
    };
  }

  private static String spec(String how) {
    String outline = Plug.SPEC.substring(Plug.SPEC.indexOf("  Scenario Outline"));
    outline = outline.substring(0, outline.indexOf("  Scenario: what"));
    String lan = "  @LAN\n" + outline;
    String wan = "  @WAN\n" + outline.replace("Outline: <", "Outline: again <");
    return how.equals("two outlines") ? Plug.SPEC.replace(outline, lan + wan) : Plug.SPEC;
  }

  @ParameterizedTest
  @CsvSource({
    "fallback, sequential",
    "fallback, certify",
    "names alone, sequential",
    "names alone, certify",
    "flaky, sequential",
    "flaky, certify",
    "two phones, sequential",
    "two phones, certify",
    "two outlines, sequential",
    "two outlines, certify",
    "known elsewhere, certify",
    "known elsewhere, certify-deep"
  })
  void so_it_is_when_the_campaign_was_not_plain(String how, String protocol) throws IOException {
    FolderRun tester = difficult(how).in(new FolderRun(own)).write("specs/plug.feature", spec(how));
    Map<String, String> properties = new HashMap<>(Map.of("trimunit.protocol", protocol));
    if (how.equals("two phones")) {
      properties.put("trimunit.lab.file", "two-phones");
    }
    if (how.equals("known elsewhere")) {
      tester.write("accepted/example-plug.yaml", WRONG);
      properties.put("trimunit.known", "accepted");
    }
    FolderRun.Said said = tester.run(properties);
    List<Path> all = bundles(said);
    Sceptic.Result result = trimunit(Stream.concat(Stream.of("replay"), all.stream()).toArray());
    assertThat(all).hasSizeGreaterThanOrEqualTo(6);
    assertThat(result.code()).as(result.text()).isZero();
  }

  @Test
  void another_protocol_or_bound_is_answered_as_far_as_the_trials_go() throws IOException {
    Path bundle = Sceptic.bundle(bundles(run(Plug.asSold(), "fixed-3")), "ads.test");
    Sceptic.Result fixed = trimunit("replay", "--protocol", "fixed-1", bundle);
    assertThat(fixed.text()).contains("recomputed: blockable, 1 of 1 trials passed");
    assertThat(fixed.code()).as(fixed.text()).isZero();
    Sceptic.Result paper = trimunit("replay", "--protocol", "paper", bundle);
    assertThat(paper.text()).contains("the journal holds no further trial without");
    assertThat(paper.code()).isEqualTo(1);
    Sceptic.Result careful = trimunit("replay", "--error-bound", "0.000001", bundle);
    assertThat(careful.text()).contains("recomputed: ");
  }

  @Test
  void a_journal_is_replayed_too() throws IOException {
    FolderRun.Said run = run(Plug.asSold(), "certify");
    try (Stream<Path> files = Files.walk(run.output().resolveSibling("journal"))) {
      Path journal = files.filter(f -> f.toString().endsWith(".jsonl")).findFirst().get();
      Sceptic.Result result = trimunit("replay", "--protocol", "certify", journal);
      assertThat(result.text())
          .contains("cloud.vendor.test:443/tcp for switching on over WAN: required");
      assertThat(result.code()).isZero();
    }
  }
}
