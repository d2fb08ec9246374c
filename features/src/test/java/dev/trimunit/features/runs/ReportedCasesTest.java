// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people report of tools that find or enforce blocklists, each as a whole run. */
@Tag("slow")
final class ReportedCasesTest {
  private static final String CLOUD =
      "cloud: {destination: \"cloud.vendor.test:443/tcp\", after: 2 s, every: 60 s, keeps: yes,"
          + " sends: 100 kB}";
  private static final String RECIPE = Plug.SPEC.split("  Scenario Outline")[0];
  private static final String OUTLINE =
      Plug.SPEC.substring(RECIPE.length()).split("  Scenario: what")[0];

  @TempDir private Path folder;

  private FolderRun.Said run(Plug plug) {
    return run(plug, RECIPE + OUTLINE);
  }

  private FolderRun.Said run(Plug plug, String spec) {
    return plug.in(new FolderRun(folder)).write("specs/plug.feature", spec).run(Map.of());
  }

  private static String scenario(String name, String step) {
    String then = step.startsWith("Then") ? "" : "      Then switching on succeeds\n";
    return "    @LAN\n    Scenario: " + name + "\n      " + step + "\n" + then;
  }

  private static String row(FolderRun.Said run, String destination) {
    return run.console()
        .lines()
        .filter(line -> line.strip().startsWith(destination + " "))
        .map(line -> line.strip().replaceAll(" +", " "))
        .findFirst()
        .orElse("no row of " + destination + " in " + run.console());
  }

  private static String export(FolderRun.Said run, String file) {
    return run.file("exports/" + Plug.ID + "/" + file);
  }

  @ParameterizedTest
  @CsvSource({"rpz.zone", "unbound.conf", "pihole.txt", "adguard.txt"})
  void a_list_does_not_refuse_a_needed_name_through_its_alias(String file) {
    FolderRun.Said run =
        run(
            Plug.asSold()
                .with("LAN: {}", "LAN: {needs: cloud}")
                .with(
                    "  contacts:\n",
                    """
                      names:
                        cloud.vendor.test: {alias: ads.test}
                        ads.test: {addresses: [198.51.100.70], ttl: 1 min}
                      contacts:
                    """));
    assertThat(row(run, "cloud.vendor.test:443/tcp")).contains("required required");
    assertThat(row(run, "ads.test:443/tcp")).contains("blockable blockable");
    assertThat(export(run, file)).contains("left out: ads.test, because the device asks for cloud");
  }

  @ParameterizedTest
  @CsvSource({
    "clould.vendor.test, 'did you mean ''cloud.vendor.test''?'",
    "cloud.vendor.test:8443/tcp, 'did you mean ''cloud.vendor.test:443/tcp''?'",
    "_x.vendor.test, write 'destination _x.vendor.test is blocked, even if never contacted'",
  })
  void a_claim_about_what_is_never_contacted_does_not_hold(String destination, String sentence) {
    String claim = scenario("a claim", "When destination " + destination + " is blocked");
    FolderRun.Said run = run(Plug.asSold(), RECIPE + claim);
    assertThat(run.cases().get("a claim"))
        .as(run.console())
        .doesNotStartWith("SUCCESSFUL")
        .contains("not put to the test")
        .contains(sentence.replace("write '", "").replaceFirst("'$", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "cloud.*                | a star stands for a part of a name",
        "\"cloud.vendor.test\"  | a destination is written without quotes: cloud.vendor.test",
        "203.0.113.0/24         | a network is no destination",
        "https://vendor.test/   | write its host and port, as vendor.test:443/tcp",
        "vendor.test:443-450    | one step or line names one port",
        "<host>                 | Nothing fills in '<host>'",
      })
  void a_claim_that_is_no_destination_is_refused_with_the_way_out(String what, String sentence) {
    String claim = scenario("a claim", "When destination " + what + " is blocked");
    FolderRun.Said run = run(Plug.asSold(), RECIPE + claim);
    assertThat(run.console() + run.cases()).contains("plug.feature:").contains(sentence);
    assertThat(run.cases().getOrDefault("a claim", "")).doesNotStartWith("SUCCESSFUL");
  }

  @Test
  void nothing_blockable_is_nothing_to_block() {
    FolderRun.Said run =
        run(
            Plug.asSold()
                .with("LAN: {}", "LAN: {needs: [cloud, time, ads]}")
                .with("WAN: {needs: cloud}", "WAN: {needs: [cloud, time, ads]}"),
            RECIPE + OUTLINE + scenario("a claim", "When every blockable destination is blocked"));
    assertThat(run.cases().get("a claim"))
        .as(run.console())
        .startsWith("ABORTED")
        .contains("is blockable for every functionality, so there is nothing to block");
  }

  @Test
  void a_promise_about_parties_nobody_knows_is_undecided() {
    FolderRun.Said run =
        run(
            Plug.asSold()
                .with("  vendor.test: first\n", "  x.vendor.test: first\n")
                .with("  ads.test: third\n", "")
                .with("LAN: {}", "LAN: {needs: ads}"),
            RECIPE + OUTLINE + scenario("a promise", "Then no third party is required"));
    assertThat(run.cases().get("a promise"))
        .as(run.console())
        .startsWith("ABORTED")
        .contains("it is not known who runs")
        .contains("ads.test:443/tcp");
  }

  @Test
  void a_party_pattern_with_a_star_covers_what_it_says() {
    FolderRun.Said run =
        run(
            Plug.asSold()
                .with("  ads.test: third\n", "  \"*.tracker.test\": third\n")
                .with("\"ads.test:443/tcp\"", "\"x.tracker.test:443/tcp\"")
                .with("LAN: {}", "LAN: {needs: ads}"),
            RECIPE + OUTLINE + scenario("a promise", "Then no third party is required"));
    assertThat(row(run, "x.tracker.test:443/tcp")).contains("required").contains("third");
    assertThat(run.cases().get("a promise")).startsWith("FAILED");
  }

  @Test
  void every_address_of_a_blocked_name_is_refused() {
    FolderRun.Said run =
        run(
            Plug.asSold()
                .with(
                    "  contacts:\n",
                    """
                      names:
                        ads.test: {addresses: [198.51.100.81, 198.51.100.82, 198.51.100.83], ttl: 30 s}
                      contacts:
                    """));
    assertThat(export(run, "nftables.nft"))
        .contains("daddr 198.51.100.81 tcp dport 443", "daddr 198.51.100.82 tcp dport 443")
        .contains("daddr 198.51.100.83 tcp dport 443", "new addresses of ads.test");
  }

  @Test
  void a_list_refuses_both_ports_of_a_name_if_both_were_refused() {
    FolderRun.Said run =
        run(
            Plug.asSold()
                .with(
                    "\"ads.test:443/tcp\", after: 4 s, sends: 300 B}",
                    "\"ads.test:443/udp\", protocol: data, after: 4 s, if-refused: adst}\n"
                        + "    adst: {destination: \"ads.test:443/tcp\"}"));
    assertThat(row(run, "ads.test:443/tcp")).contains("blockable blockable");
    assertThat(export(run, "nftables.nft"))
        .contains("# ads.test:443/tcp", "# ads.test:443/udp")
        .containsPattern("daddr [0-9.]+ udp dport 443 counter reject")
        .containsPattern("daddr [0-9.]+ tcp dport 443 counter reject");
  }

  @Test
  void the_phone_in_the_lan_is_allowed_where_nothing_else_is() {
    FolderRun.Said run = run(Plug.asSold().with("WAN: {needs: cloud}", "WAN: {}"));
    assertThat(run.console()).contains("blocked as a whole: 3 destinations");
    assertThat(export(run, "mud.json")).containsPattern("\"local-networks\" *: *\\[\\s*null\\s*]");
  }

  @Test
  void a_device_with_a_resolver_of_its_own_is_told_in_the_lists_of_resolvers() {
    FolderRun.Said run =
        run(
            Plug.asSold()
                .with("sends: 300 B}", "sends: 300 B, resolver: [\"192.0.2.53\", gateway]}"));
    assertThat(export(run, "rpz.zone"))
        .contains("; this device also asks 192.0.2.53:53/udp itself");
    assertThat(export(run, "hosts")).contains("# this device also asks 192.0.2.53:53/udp itself");
  }

  @Test
  void what_is_contacted_only_after_anothers_answer_is_found_with_it() {
    FolderRun.Said run =
        run(
            Plug.asSold()
                .with(
                    CLOUD,
                    "cloud: {destination: \"broker.vendor.test:8883/tcp\", after: dir}\n"
                        + "    dir: {destination: \"dir.vendor.test:443/tcp\", after: 1 s}"));
    assertThat(row(run, "broker.vendor.test:8883/tcp")).contains("blockable required");
    assertThat(row(run, "dir.vendor.test:443/tcp")).contains("blockable required");
  }

  @Test
  void shards_that_stand_in_for_each_other_get_one_verdict() {
    FolderRun.Said run =
        run(
            Plug.asSold()
                .with(
                    CLOUD,
                    "cloud: {destination: \"eu01.vendor.test:443/tcp\", after: 2 s, if-refused: [b, c, d, e]}\n"
                        + "    b: {destination: \"eu02.vendor.test:443/tcp\"}\n"
                        + "    c: {destination: \"eu03.vendor.test:443/tcp\"}\n"
                        + "    d: {destination: \"eu04.vendor.test:443/tcp\"}\n"
                        + "    e: {destination: \"eu05.vendor.test:443/tcp\"}"));
    assertThat(row(run, "eu*.vendor.test:443/tcp")).contains("blockable required first some");
    assertThat(row(run, "ads.test:443/tcp")).contains("blockable blockable third all");
    assertThat(run.console())
        .contains("[trimunit] example-plug: eu*.vendor.test:443/tcp is one destination");
    assertThat(run.console().lines().filter(line -> !line.startsWith("[trimunit] ")))
        .noneMatch(line -> line.contains("eu02.vendor.test"));
    assertThat(export(run, "hosts")).doesNotContain("0.0.0.0 eu");
  }

  @ParameterizedTest
  @CsvSource({
    "*.vendor.test:443/tcp, a device asks for whole names",
    "bad name.test:443/tcp, one step or line names one destination",
  })
  void a_contact_that_is_no_destination_is_refused_with_its_place(String what, String sentence) {
    FolderRun.Said run = run(Plug.asSold().with("ads.test:443/tcp", what));
    assertThat(run.console() + run.cases())
        .contains("devices/" + Plug.ID + ".yaml:")
        .contains("'" + what + "' is no destination: " + sentence);
  }
}
