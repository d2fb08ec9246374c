// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static dev.trimunit.features.runs.Sceptic.bundles;
import static dev.trimunit.features.runs.Sceptic.entries;
import static dev.trimunit.features.runs.Sceptic.packed;
import static dev.trimunit.features.runs.Sceptic.resealed;
import static dev.trimunit.features.runs.Sceptic.text;
import static dev.trimunit.features.runs.Sceptic.trimunit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.needs.Machine;
import dev.trimunit.needs.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sceptic does with a bundle, and what somebody else may have done to it. */
@Tag("slow")
final class EvidenceTest {
  @TempDir private static Path folder;
  private static FolderRun.Said run;
  private static List<Path> bundles;

  @TempDir private Path own;

  @BeforeAll
  static void aRun() throws IOException {
    run = run("certify", "certify");
    bundles = bundles(run);
  }

  private static FolderRun.Said run(String name, String protocol) {
    FolderRun tester = Plug.asSold().in(new FolderRun(folder.resolve(name)));
    return tester.run(Map.of("trimunit.protocol", protocol));
  }

  private static Path bundle(String part) {
    return Sceptic.bundle(bundles, part);
  }

  @Test
  void every_verdict_has_a_bundle_that_says_the_same_without_the_lab() {
    assertThat(bundles).hasSize(6);
    Sceptic.Result result =
        trimunit(
            Stream.concat(
                    Stream.of("replay", "--verdicts", run.output().resolve("verdicts.json")),
                    bundles.stream())
                .toArray());
    assertThat(result.text()).containsOnlyOnce("stated:     required").doesNotContain("DIFFERENT");
    assertThat(result.text().split("recomputed: the same")).hasSize(7);
    assertThat(result.code()).as(result.text()).isZero();
  }

  @Test
  void a_bundle_holds_what_its_trials_left() throws IOException {
    Map<String, byte[]> entries = entries(bundle("ads.test"));
    String trial = entries.keySet().stream().filter(n -> n.endsWith("dns.txt")).findFirst().get();
    String place = trial.replace("dns.txt", "");
    assertThat(entries.keySet())
        .contains("MANIFEST.sha256", "README.txt", "verdict.json", "journal.jsonl.gz")
        .contains(place + "packets.pcap", place + "rules.txt", place + "journal.jsonl");
    assertThat(entries(bundle("cloud.vendor.test-443-tcp_switching-on-wan")).keySet())
        .anyMatch(name -> name.matches("trials/\\d+/screen-1\\.png"));
    assertThat(text(entries, trial)).contains("ads.test -> ");
    assertThat(text(entries, place + "rules.txt"))
        .contains(" 443/tcp is refused, for =ads.test:443/tcp");
    assertThat(text(entries, place + "journal.jsonl"))
        .as("paths of this machine are nobody's business")
        .doesNotContain(folder.toString());
  }

  @Test
  void the_same_run_elsewhere_gives_the_same_bytes() throws IOException {
    List<Path> others = bundles(run("elsewhere", "certify"));
    for (int i = 0; i < bundles.size(); i++) {
      assertThat(others.get(i)).hasSameBinaryContentAs(bundles.get(i));
      assertThat(others.get(i).getFileName()).isEqualTo(bundles.get(i).getFileName());
    }
  }

  @Test
  void what_was_changed_is_named() throws IOException {
    Map<String, byte[]> entries = entries(bundle("ads.test"));
    String dns = entries.keySet().stream().filter(n -> n.endsWith("dns.txt")).findFirst().get();
    entries.put(dns, text(entries, dns).replace("ads.test", "bad.test").getBytes());
    entries.remove("README.txt");
    entries.put("extra.txt", new byte[1]);
    Sceptic.Result result = trimunit("replay", packed(own, entries));
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.text())
        .contains("Changed: " + dns)
        .contains("Missing: README.txt")
        .contains("Added: extra.txt");
  }

  @Test
  void a_verdict_that_was_changed_together_with_its_checksum_is_found_by_replaying()
      throws Exception {
    Map<String, byte[]> entries = entries(bundle("ads.test"));
    entries.put(
        "verdict.json", text(entries, "verdict.json").replace("BLOCKABLE", "REQUIRED").getBytes());
    Path forged = packed(own, resealed(entries));
    Sceptic.Result result = trimunit("replay", forged);
    assertThat(result.code()).as(result.text()).isEqualTo(1);
    assertThat(result.text())
        .contains("stated:     required")
        .contains("recomputed: blockable")
        .contains("DIFFERENT in verdict");
    assertThat(trimunit("replay", "--verdicts", run.output().resolve("verdicts.json"), forged))
        .extracting(Sceptic.Result::code)
        .as("the run's own verdicts.json does not know it")
        .isEqualTo(3);
  }

  @Test
  void a_trial_that_was_taken_away_leaves_no_verdict_to_state() throws Exception {
    Map<String, byte[]> entries = entries(bundle("ads.test"));
    String line =
        entries.keySet().stream().filter(n -> n.endsWith("/journal.jsonl")).findFirst().get();
    String other = text(entries, line).replace("\"number\":", "\"number\":1");
    entries.put(line, other.getBytes(StandardCharsets.UTF_8));
    Sceptic.Result result = trimunit("replay", packed(own, resealed(entries)));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.text()).contains("cannot be replayed: A line of a trial is damaged");
  }

  @Test
  void entries_that_would_lie_outside_are_named_and_written_nowhere() throws IOException {
    Map<String, byte[]> entries = entries(bundle("ads.test"));
    entries.put("../outside.txt", new byte[1]);
    Sceptic.Result result = trimunit("replay", packed(own, entries));
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.text()).contains("Unsafe: no bundle has an entry called ../outside.txt");
    assertThat(own.resolve("../outside.txt")).doesNotExist();
  }

  @Test
  void what_is_no_evidence_is_named() throws IOException {
    Path file = Files.writeString(own.resolve("x.zip"), "hello");
    assertThat(trimunit("replay", file).code()).isEqualTo(2);
    assertThat(trimunit("replay", own.resolve("none.zip")).code()).isEqualTo(2);
    assertThat(trimunit("replay", "--protocol", "certfy", file).text()).contains("did you mean");
    assertThat(trimunit("replay", "--error-bound", "2", file).code()).isEqualTo(2);
  }

  @Test
  @Needs(programs = "tshark")
  void wireshark_reads_the_packets() throws Exception {
    Map<String, byte[]> entries = entries(bundle("cloud.vendor.test"));
    List<String> said = new ArrayList<>();
    for (String name : entries.keySet()) {
      if (name.endsWith(".pcap")) {
        Path file = Files.write(own.resolve("packets.pcap"), entries.get(name));
        Process tshark =
            new ProcessBuilder(Machine.program("tshark"), "-r", file.toString(), "-Y", "dns")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        said.add(new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertThat(tshark.waitFor()).isZero();
      }
    }
    assertThat(said)
        .isNotEmpty()
        .allSatisfy(text -> assertThat(text).contains("cloud.vendor.test"))
        .noneMatch(text -> text.contains("ads.test"));
  }
}
