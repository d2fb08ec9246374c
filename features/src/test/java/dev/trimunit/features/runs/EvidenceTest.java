// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trimunit.reports.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sceptic does with a bundle, and what somebody else may have done to it. */
final class EvidenceTest {
  private static final Map<String, FolderRun.Said> RUNS = new HashMap<>();
  @TempDir private static Path folder;
  private static FolderRun.Said run;
  private static List<Path> bundles;

  @TempDir private Path own;

  /** The exit code and everything that was printed. */
  private record Result(int code, String text) {}

  @BeforeAll
  static void aRun() throws IOException {
    run = run("certify", "certify");
    bundles = bundles(run);
  }

  private static FolderRun.Said run(String name, String protocol) {
    return RUNS.computeIfAbsent(
        name,
        unknown ->
            Plug.asSold()
                .in(new FolderRun(folder.resolve(name)))
                .run(Map.of("trimunit.protocol", protocol)));
  }

  private static List<Path> bundles(FolderRun.Said run) throws IOException {
    try (Stream<Path> files = Files.walk(run.output().resolve("evidence"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Result trimunit(Object... arguments) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    String[] texts = Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
    int code = Main.execute(writer, writer, texts);
    return new Result(code, out.toString());
  }

  private static Path bundle(String part) {
    return bundle(bundles, part);
  }

  private static Path bundle(List<Path> bundles, String part) {
    return bundles.stream()
        .filter(file -> file.getFileName().toString().startsWith(part))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No bundle " + part + " in " + bundles));
  }

  private static Map<String, byte[]> entries(Path bundle) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  private Path packed(Map<String, byte[]> entries) throws IOException {
    Path file = own.resolve("changed.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  @Test
  void every_verdict_has_a_bundle_that_says_the_same_without_the_lab() {
    assertThat(bundles).hasSize(6);
    Result result =
        trimunit(
            Stream.concat(
                    Stream.of("replay", "--verdicts", run.output().resolve("verdicts.json")),
                    bundles.stream())
                .toArray());
    assertThat(result.text()).containsOnlyOnce("stated:     required").doesNotContain("DIFFERENT");
    assertThat(result.text().split("recomputed: the same")).hasSize(7);
    assertThat(result.code()).as(result.text()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "fixed-3", "certify-deep"})
  void so_it_is_under_every_protocol(String protocol) throws IOException {
    List<Path> others = bundles(run(protocol, protocol));
    Result result = trimunit(Stream.concat(Stream.of("replay"), others.stream()).toArray());
    assertThat(others).hasSize(6);
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
    assertThat(text(entries, trial)).contains("overridden").contains("ads.test");
    assertThat(text(entries, place + "rules.txt"))
        .contains("dns: ads.test is overridden, for =ads.test:443/tcp");
    assertThat(text(entries, place + "journal.jsonl"))
        .as("paths of this machine are nobody's business")
        .doesNotContain(folder.toString());
  }

  private static String text(Map<String, byte[]> entries, String name) {
    return new String(entries.get(name), StandardCharsets.UTF_8);
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
    Result result = trimunit("replay", packed(entries));
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
    Path forged = packed(resealed(entries));
    Result result = trimunit("replay", forged);
    assertThat(result.code()).as(result.text()).isEqualTo(1);
    assertThat(result.text())
        .contains("stated:     required")
        .contains("recomputed: blockable")
        .contains("DIFFERENT in verdict");
    assertThat(trimunit("replay", "--verdicts", run.output().resolve("verdicts.json"), forged))
        .extracting(Result::code)
        .as("the run's own verdicts.json does not know it")
        .isEqualTo(3);
  }

  private static Map<String, byte[]> resealed(Map<String, byte[]> entries) throws Exception {
    StringBuilder manifest = new StringBuilder();
    for (var entry : entries.entrySet()) {
      if (!entry.getKey().equals("MANIFEST.sha256")) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(entry.getValue());
        manifest.append(HexFormat.of().formatHex(hash)).append("  ").append(entry.getKey());
        manifest.append('\n');
      }
    }
    entries.put("MANIFEST.sha256", manifest.toString().getBytes(StandardCharsets.UTF_8));
    return entries;
  }

  @Test
  void a_trial_that_was_taken_away_leaves_no_verdict_to_state() throws Exception {
    Map<String, byte[]> entries = entries(bundle("ads.test"));
    String line =
        entries.keySet().stream().filter(n -> n.endsWith("/journal.jsonl")).findFirst().get();
    String other = text(entries, line).replace("\"number\":", "\"number\":1");
    entries.put(line, other.getBytes(StandardCharsets.UTF_8));
    Result result = trimunit("replay", packed(resealed(entries)));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.text()).contains("cannot be replayed: A line of a trial is damaged");
  }

  @Test
  void entries_that_would_lie_outside_are_named_and_written_nowhere() throws IOException {
    Map<String, byte[]> entries = entries(bundle("ads.test"));
    entries.put("../outside.txt", new byte[1]);
    Result result = trimunit("replay", packed(entries));
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.text()).contains("Unsafe: no bundle has an entry called ../outside.txt");
    assertThat(own.resolve("../outside.txt")).doesNotExist();
  }

  @Test
  void another_protocol_or_bound_is_answered_as_far_as_the_trials_go() throws IOException {
    Path bundle = bundle(bundles(run("fixed-3", "fixed-3")), "ads.test");
    Result fixed = trimunit("replay", "--protocol", "fixed-1", bundle);
    assertThat(fixed.text()).contains("recomputed: blockable, 1 of 1 trials passed");
    assertThat(fixed.code()).as(fixed.text()).isZero();
    Result paper = trimunit("replay", "--protocol", "paper", bundle);
    assertThat(paper.text()).contains("the journal holds no further trial without");
    assertThat(paper.code()).isEqualTo(1);
    Result careful = trimunit("replay", "--error-bound", "0.000001", bundle);
    assertThat(careful.text()).contains("recomputed: ");
  }

  @Test
  void a_journal_is_replayed_too() throws IOException {
    try (Stream<Path> files = Files.walk(run.output().resolveSibling("journal"))) {
      Path journal = files.filter(f -> f.toString().endsWith(".jsonl")).findFirst().get();
      Result result = trimunit("replay", "--protocol", "certify", journal);
      assertThat(result.text())
          .contains("cloud.vendor.test:443/tcp for switching on over WAN: required");
      assertThat(result.code()).isZero();
    }
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
  void wireshark_reads_the_packets() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/tshark")), "tshark is not installed");
    Map<String, byte[]> entries = entries(bundle("cloud.vendor.test"));
    List<String> said = new ArrayList<>();
    for (String name : entries.keySet()) {
      if (name.endsWith(".pcap")) {
        Path file = Files.write(own.resolve("packets.pcap"), entries.get(name));
        Process tshark =
            new ProcessBuilder("/usr/bin/tshark", "-r", file.toString(), "-Y", "dns")
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
