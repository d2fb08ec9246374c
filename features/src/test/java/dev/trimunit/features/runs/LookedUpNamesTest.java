// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.replay.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A name that a device looks up and never contacts is a destination, and may be needed. */
@Tag("slow")
final class LookedUpNamesTest {
  private static final String CHECK = "check.vendor.test/name";
  private static final Plug PREFETCHING =
      Plug.asSold()
          .with("    ads:", "    check: {destination: \"" + CHECK + "\", after: 1 s}\n    ads:");

  @TempDir private Path folder;

  private FolderRun.Said run(Plug plug) {
    return plug.in(new FolderRun(folder)).run(Map.of());
  }

  private static String row(FolderRun.Said run, String destination) {
    return run.console()
        .lines()
        .filter(line -> line.strip().startsWith(destination + " "))
        .map(line -> line.strip().replaceAll(" +", " "))
        .findFirst()
        .orElse("no row of " + destination);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check.vendor.test/name                  | check",
        "check.vendor.test:443/tcp\", resolves: \"1 s | '{resolved: check}'"
      })
  void a_name_that_has_to_resolve_is_required(String contact, String need) {
    FolderRun.Said run =
        run(
            Plug.asSold()
                .with("LAN: {}", "LAN: {needs: " + need + "}")
                .with("    ads:", "    check: {destination: \"" + contact + "\"}\n    ads:"));

    assertThat(row(run, CHECK)).as(run.console()).contains("required").contains("first");
    assertThat(run.console())
        .contains("  only looked up, refused by the answer to the name alone: check.vendor.test\n");
    String words =
        "check.vendor.test is only looked up: nothing is sent there, and only the answer to its name is refused";
    assertThat(run.file("blockability.html")).contains(words);
    assertThat(run.file("verdicts.json")).contains(words).contains("\"transport\" : \"name\"");
    assertThat(run.allure()).contains(words);
    assertThat(run.file("tables/destinations.csv")).contains(",check.vendor.test,name,");
  }

  @Test
  void a_name_that_need_not_resolve_is_in_the_lists_that_can_say_it() {
    FolderRun.Said run = run(PREFETCHING);

    assertThat(row(run, CHECK)).as(run.console()).contains("blockable blockable first all");
    String exports = "exports/" + Plug.ID + "/";
    for (String file :
        List.of("rpz.zone", "unbound.conf", "dnsmasq.conf", "hosts", "adguard.txt", "pihole.txt")) {
      assertThat(run.file(exports + file).lines())
          .as(file)
          .anyMatch(line -> line.matches("[^#;!].*\\bcheck\\.vendor\\.test\\b.*|check\\..*"));
    }
    assertThat(run.file(exports + "nftables.nft"))
        .contains("# check.vendor.test/name\n    # left out: the name is only looked up")
        .doesNotContain("new addresses of check.vendor.test");
    assertThat(run.file(exports + "nftset.conf")).doesNotContain("check.vendor.test");
    assertThat(run.file(exports + "mud.json")).doesNotContain("check.vendor.test");
  }

  @Test
  void a_journal_tells_the_same_verdicts() throws IOException {
    FolderRun.Said run = run(PREFETCHING);

    List<Verdict> verdicts =
        new Replay(journal(run)).verdicts(Protocols.named("certify"), 0.01, destination -> true);
    assertThat(verdicts)
        .filteredOn(verdict -> verdict.destination().toString().equals(CHECK))
        .hasSize(2)
        .allMatch(verdict -> run.file("verdicts.json").contains(verdict.reason()));
  }

  private static Path journal(FolderRun.Said run) throws IOException {
    try (Stream<Path> files = Files.walk(run.output().resolveSibling("journal"))) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).findFirst().orElseThrow();
    }
  }

  @Test
  void a_dozen_of_them_cost_few_trials() throws IOException {
    Plug plug = Plug.asSold();
    for (int i = 0; i < 12; i++) {
      plug =
          plug.with(
              "    ads:",
              "    n%s: {destination: \"%s.vendor.test/name\", after: 1 s}\n    ads:"
                  .formatted(i, (char) ('a' + i)));
    }
    int without = trials(run(Plug.asSold()));
    FolderRun.Said with = plug.in(new FolderRun(folder.resolve("with"))).run(Map.of());
    assertThat(trials(with)).isLessThanOrEqualTo(without + 8);
    assertThat(with.console()).contains("a.vendor.test, ").contains(" more\n");
  }

  private static int trials(FolderRun.Said run) throws IOException {
    return new Replay(journal(run)).trials().size();
  }

  @Test
  void what_else_shows_that_a_device_goes_there_makes_it_no_name_alone() {
    FolderRun.Said run =
        run(
            PREFETCHING.with(
                "  contacts:\n",
                """
                  names:
                    check.vendor.test: {alias: ads.test}
                    ads.test: {addresses: [198.51.100.7]}
                    other.test: {addresses: [198.51.100.7]}
                  contacts:
                    other: {destination: "other.test/name", after: 1 s}
                """));
    assertThat(run.console()).doesNotContain("/name").doesNotContain("only looked up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " by NXDOMAIN"})
  void a_claim_can_say_it(String how) {
    FolderRun.Said run = claim(CHECK + " is blocked" + how);
    assertThat(run.cases().get("a claim")).as(run.console()).startsWith("SUCCESSFUL");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "check.vendor.test/name is blocked by loopback | for the name then resolves",
        "203.0.113.7/name is blocked                   | only names are looked up; write 203.0.113.7",
        "check.vendor.test:53/name is blocked          | check.vendor.test/name has no ports, found 53",
      })
  void a_claim_that_makes_no_sense_is_refused(String claim, String sentence) {
    assertThat(claim(claim).cases().toString()).contains(sentence);
  }

  private FolderRun.Said claim(String claim) {
    String spec =
        Plug.SPEC.split("  Scenario Outline")[0]
            + """

              @LAN
              Scenario: a claim
                When destination %s
                Then switching on succeeds
            """
                .formatted(claim);
    return PREFETCHING.in(new FolderRun(folder)).write("specs/plug.feature", spec).run(Map.of());
  }
}
