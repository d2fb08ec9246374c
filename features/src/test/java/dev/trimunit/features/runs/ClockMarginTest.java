// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How wrong the clock of a device may be, as whoever asks for it is told. */
@Tag("slow")
final class ClockMarginTest {
  private static final Path PAGE = Path.of("..", "docs", "ages.md");
  private static final Pattern BLOCK = Pattern.compile("```\\w*\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  private FolderRun files() {
    return new FolderRun(folder)
        .write(
            "devices/night-light.yaml",
            EnduranceTest.DEVICE.formatted(
                "clock: {runs: 2000 ppm, at-power-on: kept 1 h}",
                EnduranceTest.NTP,
                "{clock: 20 min}"))
        .write("specs/night-light.feature", EnduranceTest.SPEC);
  }

  private FolderRun.Said run(Map<String, String> more) {
    Map<String, String> properties = new TreeMap<>(Map.of("trimunit.margin", "clock"));
    properties.putAll(more);
    return files().run(properties);
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", " ");
  }

  /** The prediction, and what verifies it: 20 minutes at 2,000 ppm are 6.9 days. */
  @Test
  void a_prediction_is_told_everywhere_and_an_endurance_verifies_it() throws IOException {
    FolderRun.Said run = run(Map.of("trimunit.endurance", "14d"));

    String told =
        BLOCK
            .matcher(Files.readString(PAGE))
            .results()
            .map(block -> block.group(1))
            .filter(block -> block.contains("how wrong its clock may be:"))
            .findFirst()
            .orElseThrow();
    assertThat(plain(run.console())).contains(plain(told));
    assertThat(plain(run.console()))
        .contains("worked without ntp.org:123/udp until 6.9 days (± 3 hours)");
    assertThat(run.file("blockability.html"))
        .contains("How wrong its clock may be: Its clock gains 172.8 s a day");
    assertThat(plain(run.file("verdicts.json")))
        .contains("\"margin\" : \"clock\"", "\"clockMargins\" : [ { \"servers\" : [ \"ntp.org")
        .containsPattern(
            "\"predictedToFail\" : \\{ \"fromSeconds\" : 14\\d{4}, \"untilSeconds\" : 180\\d{4} }")
        .contains("\"ahead\" : { \"worksSeconds\" : 300, \"failsSeconds\" : 3600,");
  }

  @Test
  void it_is_found_out_anew_from_evidence_alone() throws IOException {
    FolderRun.Said run = run(Map.of());
    Path bundle;
    try (Stream<Path> files = Files.list(run.output().resolve("evidence/night-light"))) {
      bundle =
          files
              .filter(f -> f.toString().contains("ntp.org-123-udp_switching-on-wan"))
              .findFirst()
              .orElseThrow();
    }

    Sceptic.Result replayed = Sceptic.trimunit("replay", bundle);

    assertThat(replayed.text())
        .contains("recomputed: the same")
        .contains("its clock:  Its clock gains 172.8 s a day (2000 ± 2 ppm by 24 readings")
        .contains("predicted to fail without ntp.org:123/udp after 41 hours to 20.9 days");
    assertThat(replayed.code()).isZero();
  }

  @Test
  void a_plan_tells_how_many_trials() {
    assertThat(plain(run(Map.of("trimunit.plan", "true")).console()))
        .contains("margin: at most 40 trials with the time told by the gateway");
  }

  @Test
  void nobody_who_did_not_ask_hears_of_it() {
    FolderRun.Said run = files().run(Map.of());

    assertThat(run.console()).doesNotContain("its clock");
    assertThat(run.file("verdicts.json")).doesNotContain("margin", "clockMargins", "predicted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trimunit.margin=power | trimunit.margin=power: the one margin that can be found out is that of a device's clock",
        "trimunit.protocol=recheck | the protocol 'recheck' is for short nights: use trimunit.protocol=certify",
        "trimunit.lab=emulated | takes a day, and the time of the lab 'emulated' is real",
        "trimunit.lab=physical | takes a day, and the time of the lab 'physical' is real",
      })
  void what_cannot_be_had_is_refused_before_anything_runs(String property, String sentence) {
    Map<String, String> more = Map.of(property.split("=")[0], property.split("=")[1]);
    Map<String, String> check = new TreeMap<>(more);
    check.put("trimunit.check", "true");

    assertThat(run(more).cases().toString()).contains(sentence);
    assertThat(run(check).cases().toString()).contains(sentence);
  }
}
