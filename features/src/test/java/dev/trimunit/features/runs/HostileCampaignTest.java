// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static dev.trimunit.features.runs.Sceptic.bundles;
import static dev.trimunit.features.runs.Sceptic.trimunit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.Transport;
import dev.trimunit.engine.replay.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A device that calls everything by names that mean something to whoever reads them: discovery,
 * trials, verdicts, journal and every output take them as names, and nothing else.
 */
@Tag("slow")
final class HostileCampaignTest {
  private static final String REQUIRED = "needed:443/x[y].test";

  /** Escaped to printable ASCII, as whoever reads a message writes them. */
  private static final List<String> NAMES =
      List.of(
          "198.51.100.99",
          "2001:db8::99",
          "[2001:db8::99]",
          "a:b",
          "a:80",
          "dead:beef::1:443",
          "x/tcp",
          "x/ip/6",
          "=exact.test",
          "\"quoted\".test",
          "it's.test",
          "line\\010feed.test",
          "no\\255\\254utf8.test",
          "dot\\046inside\\092.test",
          "<script>alert(1)</script>.test",
          "=cmd|'/c.calc'!a1.test",
          "<vantage>-<destination>.test",
          "{destination}.test",
          "$(reboot).`reboot`.test",
          "\\042.test",
          "-1.test",
          "\\046\\046/etc/passwd",
          "\\001".repeat(63) + ("." + "\\001".repeat(63)).repeat(2) + "." + "\\001".repeat(61));

  @TempDir private static Path folder;
  private static FolderRun tester;
  private static FolderRun.Said run;

  @BeforeAll
  static void runTheCampaign() {
    tester = plug().in(new FolderRun(folder));
    run =
        tester.run(
            Map.of("trimunit.accept", "true", "trimunit.report.accepted", folder.toString()));
  }

  private static Plug plug() {
    StringBuilder contacts = new StringBuilder("    cloud: " + contact(REQUIRED, 2));
    for (int i = 0; i < NAMES.size(); i++) {
      contacts.append("    c").append(i).append(": ").append(contact(NAMES.get(i), 3 + i));
    }
    Plug sold = Plug.asSold();
    String file = sold.file();
    String before =
        file.substring(file.indexOf("    cloud: {"), file.indexOf("  functionalities:"));
    return sold.with(before, contacts.toString()).with("start-up: 30 s", "start-up: 60 s");
  }

  /** A final dot says that it is a name, and "=" that it is meant. */
  private static String contact(String name, int after) {
    return "{destination: '=%s.:443/tcp', after: %d s}%n".formatted(name.replace("'", "''"), after);
  }

  private static Set<Destination> all() {
    return Stream.concat(NAMES.stream(), Stream.of(REQUIRED))
        .map(name -> new Destination(DnsName.of(name + "."), Transport.TCP, 443))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Path journal() throws IOException {
    try (Stream<Path> files = Files.walk(run.output().resolveSibling("journal"))) {
      return files.filter(f -> f.toString().endsWith(".jsonl")).findFirst().orElseThrow();
    }
  }

  @Test
  void every_destination_gets_its_verdict_and_its_case() {
    assertThat(run.cases())
        .as(run.console())
        .hasSizeGreaterThanOrEqualTo(2 * all().size())
        .containsEntry(
            "switching on over WAN without " + REQUIRED + ":443/tcp",
            "ABORTED: switching on over WAN failed in 3 of 3 trials without "
                + (REQUIRED + ":443/tcp (all of them saw the device try and be refused)"));
    assertThat(run.cases().values().stream().filter(end -> !end.equals("SUCCESSFUL")))
        .as("besides, nothing was accepted yet")
        .hasSize(2);
    assertThat(run.cases().keySet())
        .contains("switching on over LAN without <vantage>-<destination>.test:443/tcp")
        .contains("switching on over LAN without 198.51.100.99.:443/tcp");
    assertThat(run.console()).doesNotContain("inconclusive");
  }

  @Test
  void no_trial_is_void_and_the_journal_holds_the_names() throws IOException {
    Replay replay = new Replay(journal());
    assertThat(replay.trials())
        .allSatisfy(
            trial -> assertThat(trial.outcomes()).noneMatch(o -> o.outcome() == Outcome.VOID));
    Set<Destination> blocked = new TreeSet<>();
    for (Destination destination : all()) {
      replay.trials().stream()
          .flatMap(trial -> trial.blocked().stream())
          .filter(pattern -> pattern.equals(destination.exactly()))
          .forEach(pattern -> blocked.add(destination));
    }
    assertThat(blocked).isEqualTo(all());
    assertThat(trimunit("replay", journal()).code()).isZero();
  }

  @Test
  void verdicts_are_read_back() throws IOException {
    Path file = run.output().resolve("verdicts.json");
    JsonNode verdicts = new ObjectMapper().readTree(file.toFile()).at("/devices/0/verdicts");
    Set<String> texts = all().stream().map(String::valueOf).collect(Collectors.toSet());
    assertThat(verdicts.findValuesAsText("destination")).containsAll(texts).hasSize(48);
    assertThat(verdicts.findValuesAsText("verdict")).containsOnly("BLOCKABLE", "REQUIRED");
    assertThat(trimunit("compare", file, file).text()).contains("no change");
  }

  @Test
  void bundles_are_replayed() throws IOException {
    List<Path> bundles = bundles(run);
    Sceptic.Result said = trimunit(Stream.concat(Stream.of("replay"), bundles.stream()).toArray());
    assertThat(bundles).hasSize(48);
    assertThat(said.code()).as(said.text()).isZero();
  }

  @Test
  void what_was_accepted_is_found_again() throws IOException {
    String accepted = Files.readString(folder.resolve("accepted/example-plug.yaml"));
    FolderRun.Said again =
        plug()
            .in(new FolderRun(folder.resolve("again")))
            .write("accepted/example-plug.yaml", accepted)
            .run(Map.of("trimunit.seed", "2"));
    assertThat(again.cases()).as(again.console()).containsEntry("what we promise", "SUCCESSFUL");
  }

  @Test
  void the_page_shows_them_as_text() {
    String page = run.file("blockability.html");
    assertThat(page)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;.test")
        .doesNotContain("<script>alert(1)")
        .contains("198.51.100.99.:443/tcp");
  }

  @Test
  void tables_have_a_row_each() {
    assertThat(run.file("tables/destinations.csv").lines().count()).isGreaterThan(all().size());
  }

  @Test
  void allure_has_a_result_each() throws IOException {
    Path results = run.output().resolveSibling("allure-results");
    try (Stream<Path> files = Files.list(results)) {
      StringBuilder text = new StringBuilder();
      for (Path file : files.filter(f -> f.toString().endsWith("-result.json")).toList()) {
        text.append(new ObjectMapper().readTree(file.toFile()));
      }
      assertThat(text)
          .contains("destination line\\\\010feed.test:443/tcp is blocked")
          .contains("destination =exact.test:443/tcp is blocked")
          .contains("destination 198.51.100.99.:443/tcp is blocked");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rpz.zone",
        "unbound.conf",
        "dnsmasq.conf",
        "hosts",
        "adguard.txt",
        "pihole.txt",
        "nftables.nft"
      })
  void a_list_says_what_it_cannot_say(String list) {
    String text = run.file("exports/example-plug/" + list);
    assertThat(text).matches("[ -~\\n]*").contains("198.51.100.99").contains("script");
    assertThat(text.lines().filter(line -> !line.strip().matches("[#;!].*")))
        .noneMatch(line -> line.matches(".*(script|reboot|passwd|cmd|feed|utf8|2001:db8).*"))
        .noneMatch(line -> line.contains("198.51.100.99"));
  }
}
