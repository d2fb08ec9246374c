// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of several benches become one set of results, or a sentence says why not. */
@Tag("slow")
final class MergeCommandTest {
  @TempDir Path folder;
  private OutputFolders results;

  @BeforeEach
  void results() {
    results = new OutputFolders(folder, "merge", new VerdictsJson());
  }

  private static SampleDevice device(String id) {
    return OutputFolders.device(id, "A " + id);
  }

  @Test
  void shards_become_byte_for_byte_what_one_run_would_have_written() throws IOException {
    Path whole = results.run("whole", device("bulb"), device("camera"), device("plug"));
    Path out = folder.resolve("out");

    assertThat(
            results.execute(
                results.run("b", device("plug")),
                results.run("a", device("camera"), device("bulb")),
                "--out",
                out))
        .as(results.said())
        .isZero();
    assertThat(results.said()).contains("2 runs, 3 devices");
    assertThat(out.resolve("verdicts.json")).hasSameBinaryContentAs(whole.resolve("verdicts.json"));
  }

  @Test
  void a_device_in_two_runs_that_agree_is_there_once() throws IOException {
    Path out = folder.resolve("out");
    assertThat(
            results.execute(
                results.run("a", device("bulb")), results.run("b", device("bulb")), "--out", out))
        .isZero();
    assertThat(results.said()).contains("2 runs, 1 device (1 in two runs, which agree)");
  }

  @Test
  void two_runs_that_contradict_each_other_are_refused_with_the_verdict() throws IOException {
    Path needy =
        results.run(
            "needy",
            device("bulb")
                .needs(
                    "switching on",
                    OutputFolders.LAN,
                    "cloud.example:443/tcp",
                    "ntp.example:123/udp"));
    Path out = folder.resolve("out");

    assertThat(results.execute(results.run("a", device("bulb")), needy, "--out", out)).isEqualTo(2);
    assertThat(results.said())
        .contains("bulb: ntp.example:123/udp for switching on over LAN is BLOCKABLE in ")
        .contains("and REQUIRED in ")
        .contains("Settle it with one more run");
    assertThat(out).doesNotExist();
  }

  @Test
  void another_firmware_is_another_device() throws IOException {
    Path newer =
        results.run(
            "newer",
            text -> text.replaceFirst("\"firmware\" : \"[^\"]*\"", "\"firmware\" : \"9.9\""),
            device("bulb"));

    assertThat(
            results.execute(
                results.run("a", device("bulb")), newer, "--out", folder.resolve("out")))
        .isEqualTo(2);
    assertThat(results.said()).contains("bulb has firmware '").contains("'9.9' in ");
  }

  @Test
  void runs_with_other_settings_are_refused_with_the_setting() throws IOException {
    Path other =
        results.run(
            "other",
            text -> text.replaceFirst("\"seed\" : \"[^\"]*\"", "\"seed\" : \"77\""),
            device("plug"));

    assertThat(
            results.execute(
                results.run("a", device("bulb")), other, "--out", folder.resolve("out")))
        .isEqualTo(2);
    assertThat(results.said()).contains("trimunit.seed \"77\"");
  }

  @Test
  void a_setting_that_an_earlier_version_did_not_know_was_not_set() throws IOException {
    Path old = results.run("old", device("bulb"));
    Path out = folder.resolve("out");
    assertThat(results.execute(old, results.run("new", knowing(""), device("plug")), "--out", out))
        .as(results.said())
        .isZero();
    assertThat(
            results.execute(
                old, results.run("other", knowing("accepted"), device("plug")), "--out", out + "2"))
        .isEqualTo(2);
    assertThat(results.said()).contains("trimunit.known \"accepted\"").contains("has \"\"");
  }

  private static UnaryOperator<String> knowing(String what) {
    return text ->
        text.replaceFirst("\"settings\" : \\{", "\"settings\" : {\"known\" : \"" + what + "\",");
  }

  private Path shard(String name, String shard, SampleDevice... devices) throws IOException {
    return results.run(
        name,
        text ->
            text.replaceFirst(
                "\"settings\" : \\{",
                "\"settings\" : {\"limits\" : \"trimunit.shard=%1$s, tags\", \"shard\" : \"%1$s\","
                    .formatted(shard)),
        devices);
  }

  @Test
  void a_missing_shard_is_told_and_the_results_do_not_look_whole() throws IOException {
    Path out = folder.resolve("out");
    Path first = shard("a", "1/3", device("bulb"));
    assertThat(results.execute(first, shard("b", "3/3", device("plug")), "--out", out))
        .isEqualTo(1);
    assertThat(results.said()).contains("NOT WHOLE: there is no run of shard 2/3");
    assertThat(out.resolve("verdicts.json"))
        .content()
        .contains("\"limits\" : \"all but trimunit.shard=2/3, tags\"");
  }

  @Test
  void shards_of_two_builds_and_limits_that_differ_are_refused() throws IOException {
    Path first = shard("a", "1/3", device("bulb"));
    Path out = folder.resolve("out");
    assertThat(results.execute(first, shard("b", "2/4", device("plug")), "--out", out))
        .isEqualTo(2);
    assertThat(results.said()).contains("is shard 2/4, and others are of 3");
    assertThat(results.execute(first, results.run("c", device("plug")), "--out", out)).isEqualTo(2);
    assertThat(results.said()).contains("limits \"\"").contains("\"tags\"");
    assertThat(results.execute(shard("d", "5/3", device("plug")), "--out", out)).isEqualTo(2);
    assertThat(results.said()).contains("says that it is shard 5/3, which is none");
  }

  @Test
  void tables_are_joined_as_they_are_and_one_that_was_cut_off_is_named() throws IOException {
    Path first = results.run("a", device("camera"));
    Path second = results.run("b", device("bulb"));
    Files.createDirectories(first.resolve("tables"));
    Files.createDirectories(second.resolve("tables"));
    Files.writeString(
        first.resolve("tables/t.csv"), "device,x\r\nA camera,\"1,\r\n2\"\r\nnobody,3\r\n");
    Files.writeString(second.resolve("tables/t.csv"), "device,x\r\nA bulb,\"a \"\"b\"\"\"\r\n");
    Path out = folder.resolve("out");

    assertThat(results.execute(first, second, "--out", out)).as(results.said()).isZero();
    assertThat(out.resolve("tables/t.csv"))
        .hasContent("device,x\r\nA bulb,\"a \"\"b\"\"\"\r\nA camera,\"1,\r\n2\"\r\n");

    Files.writeString(second.resolve("tables/t.csv"), "device,x\r\nA bulb,\"a");
    assertThat(results.execute(first, second, "--out", folder.resolve("out2"))).isEqualTo(2);
    assertThat(results.said()).contains("t.csv cannot be merged: its last line is cut off");
  }

  @Test
  void results_are_never_mixed_with_what_is_there() throws IOException {
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.writeString(out.resolve("old.txt"), "old");
    assertThat(results.execute(results.run("a", device("bulb")), "--out", out)).isEqualTo(2);
    assertThat(results.said()).contains("is there already");
  }

  @Test
  void a_run_that_was_cut_off_is_named() throws IOException {
    Path cut = results.run("cut", text -> text.substring(0, text.length() / 2), device("bulb"));
    assertThat(results.execute(cut, "--out", folder.resolve("out"))).isEqualTo(2);
    assertThat(results.said()).contains("cut").contains("verdicts.json cannot be read");
    assertThat(results.execute(folder.resolve("nothing"), "--out", folder.resolve("out")))
        .isEqualTo(2);
    assertThat(results.said()).contains("has no verdicts.json");
  }

  @Test
  void the_folder_beside_which_a_shard_left_its_results_is_told_where_they_are()
      throws IOException {
    results.run("partial/trimunit", device("bulb"));
    assertThat(results.execute(folder.resolve("trimunit"), "--out", folder.resolve("out")))
        .isEqualTo(2);
    assertThat(results.said())
        .contains("left its results in " + folder.resolve("partial/trimunit").toAbsolutePath());
  }

  private static void says(Path run, String summary, String badge, String colour)
      throws IOException {
    Files.writeString(run.resolve("summary.md"), summary);
    Files.writeString(
        run.resolve("badge.json"),
        "{\"label\": \"TrimUnit\", \"message\": \"%s\", \"color\": \"%s\"}"
            .formatted(badge, colour));
    Files.writeString(run.resolve("blockability.html"), "<p id='x'>");
  }

  @Test
  void page_summary_and_badge_are_those_of_all_runs_and_as_red_as_the_reddest() throws IOException {
    Path good = results.run("good", device("bulb"), device("camera"));
    Path bad = results.run("bad", device("plug"));
    says(
        good,
        "## ✅ TrimUnit: 9 cases, none failed\n\n### Verdicts\n",
        "2 blockable",
        "brightgreen");
    says(bad, "## ❌ TrimUnit: 1 of 3 cases failed\n", "1 of 3 failed", "red");
    Path out = folder.resolve("out");
    assertThat(results.execute(good, bad, "--out", out)).as(results.said()).isZero();

    assertThat(out.resolve("summary.md"))
        .content()
        .startsWith("## ❌ TrimUnit: 2 runs, 3 devices\n")
        .contains("| 1 | A bulb, A camera | ✅ 9 cases, none failed |")
        .contains("| 2 | A plug | ❌ 1 of 3 cases failed |")
        .contains("#### Verdicts");
    assertThat(out.resolve("badge.json"))
        .content()
        .contains("\"red\"")
        .contains("blockable")
        .contains("1 of 3 failed");
    assertThat(out.resolve("blockability.html"))
        .content()
        .contains("href=\"blockability-1.html#camera\"")
        .contains("href=\"blockability-2.html#plug\"");
    assertThat(out.resolve("blockability-2.html")).hasContent("<p id='x'>");
  }

  @Test
  void what_a_run_left_out_does_not_look_green() throws IOException {
    Path out = folder.resolve("out");
    Path silent = shard("a", "1/2", device("bulb"));
    assertThat(results.execute(silent, "--out", out)).isEqualTo(1);
    assertThat(out.resolve("summary.md"))
        .content()
        .startsWith("## ⚠️ TrimUnit: 1 run, 1 device\n")
        .contains("There is no run of shard 2/2.")
        .contains("it left no summary");
    assertThat(out.resolve("badge.json")).content().contains("not whole").contains("\"orange\"");
    assertThat(out.resolve("blockability.html"))
        .content()
        .contains("Not whole: there is no run of shard 2/2.")
        .doesNotContain("href=");
  }

  @Test
  void bundles_come_along_and_none_from_elsewhere() throws IOException {
    UnaryOperator<String> named =
        text ->
            text.replaceFirst(
                "\"refusedBy\"",
                "\"bundle\" : {\"file\" : \"evidence/bulb/1.zip\", \"manifestSha256\" : \"00\"},\n\"refusedBy\"");
    Path run = results.run("a", named, device("bulb"));
    Files.createDirectories(run.resolve("evidence/bulb"));
    Files.writeString(run.resolve("evidence/bulb/1.zip"), "zip");
    Path out = folder.resolve("out");
    assertThat(results.execute(run, "--out", out)).as(results.said()).isZero();
    assertThat(out.resolve("evidence/bulb/1.zip")).hasContent("zip");

    Path hostile =
        results.run(
            "b",
            text -> named.apply(text).replace("evidence/bulb/1.zip", "../secret"),
            device("bulb"));
    assertThat(results.execute(hostile, "--out", folder.resolve("out2"))).isEqualTo(2);
    assertThat(results.said()).contains("which is not in its folder");
  }
}
