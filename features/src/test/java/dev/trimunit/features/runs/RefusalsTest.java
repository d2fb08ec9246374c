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

/** Whole campaigns of devices that notice in which way they are refused. */
@Tag("slow")
final class RefusalsTest {
  private static final String CLOUD =
      "cloud: {destination: \"cloud.vendor.test:443/tcp\", after: 2 s, every: 60 s, keeps: yes,"
          + " sends: 100 kB}";

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
        .orElse("no row of " + destination + " in " + run.console());
  }

  @ParameterizedTest
  @CsvSource({"443/udp, 443/tcp", "8883/tcp, 443/tcp"})
  void a_fallback_to_another_port_of_the_name_is_found(String first, String second) {
    FolderRun.Said run =
        run(
            Plug.asSold()
                .with(
                    CLOUD,
                    """
                    cloud: {destination: "cloud.vendor.test:%s", protocol: data, after: 2 s, if-refused: spare}
                        spare: {destination: "cloud.vendor.test:%s", protocol: data}"""
                        .formatted(first, second)));
    assertThat(row(run, "cloud.vendor.test:" + first)).contains("blockable alternative first");
    assertThat(row(run, "cloud.vendor.test:" + second)).contains("blockable blockable first");
    assertThat(run.file("verdicts.json")).contains("\"=cloud.vendor.test:" + first + "\"");
    assertThat(run.console())
        .as("a resolver's list leaves out a name of which the device needs another port")
        .doesNotContain("do not use it in this form");
  }

  /** As some devices do: they give up their cloud only when its name is unknown. */
  private static final Plug OFFLINE =
      Plug.asSold().with("LAN: {}", "LAN: {needs: {any: [cloud, {unresolved: cloud}]}}");

  private static String claim(String answer) {
    return """

        @LAN
        Scenario: without the cloud, by %s
          When destination cloud.vendor.test is blocked by %s
          Then switching on succeeds
      """
        .formatted(answer, answer);
  }

  @ParameterizedTest
  @CsvSource({
    "NXDOMAIN, SUCCESSFUL",
    "no-data, SUCCESSFUL",
    "refused, SUCCESSFUL",
    "silence, FAILED", // By the time it gives up asking, the app has lost patience.
    "loopback, FAILED",
    "unspecified, FAILED"
  })
  void a_device_reacts_to_the_answer(String answer, String end) {
    FolderRun.Said run =
        OFFLINE
            .in(new FolderRun(folder))
            .write("specs/plug.feature", Plug.SPEC.split("  Scenario Outline")[0] + claim(answer))
            .run(Map.of());
    assertThat(run.cases().get("without the cloud, by " + answer))
        .as(run.console())
        .startsWith(end);
  }

  @ParameterizedTest
  @CsvSource({"NXDOMAIN, SUCCESSFUL", "loopback, FAILED"})
  void the_usual_answer_is_a_setting(String answer, String end) {
    String claim = claim(answer).replace(" is blocked by " + answer, " is blocked");
    FolderRun.Said run =
        OFFLINE
            .in(new FolderRun(folder))
            .write("specs/plug.feature", Plug.SPEC.split("  Scenario Outline")[0] + claim)
            .run(Map.of("trimunit.block.answer", answer));
    assertThat(run.cases().get("without the cloud, by " + answer))
        .as(run.console())
        .startsWith(end);
  }

  @Test
  void a_list_that_breaks_in_the_form_of_an_export_is_told() {
    FolderRun.Said run = run(Plug.asSold().with("LAN: {}", "LAN: {needs: {resolved: ads}}"));
    assertThat(row(run, "ads.test:443/tcp")).contains("blockable blockable third all");
    String sentence = "with its names answered by NXDOMAIN, switching on over LAN fails";
    assertThat(run.console()).contains(sentence);
    assertThat(run.file("verdicts.json"))
        .contains("\"answer\" : \"NXDOMAIN\"", sentence)
        .contains("verified as a whole with its names answered by unspecified");
    assertThat(run.file("blockability.html")).contains(sentence);
  }

  private static final String NAMES =
      """
        names:
          cloud.vendor.test: {addresses: [198.51.100.7]}
          ads.test: {addresses: [198.51.100.7]}
        contacts:
      """;

  @Test
  void names_that_share_an_address_are_told_apart_by_name() {
    FolderRun.Said run = run(Plug.asSold().with("  contacts:\n", NAMES));
    assertThat(row(run, "ads.test:443/tcp")).contains("blockable blockable third all");
    assertThat(row(run, "cloud.vendor.test:443/tcp")).contains("blockable required first some");
  }

  @Test
  void what_cannot_be_refused_alone_is_inconclusive_and_says_with_what_it_shares() {
    FolderRun.Said run =
        run(
            Plug.asSold()
                .with("  contacts:\n", NAMES)
                .with(
                    "    ads:",
                    "    more: {destination: \"ads.test:80/tcp\", after: 5 s}\n    ads:")
                .with("WAN: {needs: cloud}", "WAN: {needs: [cloud, more]}"));
    assertThat(row(run, "ads.test:443/tcp")).contains("inconclusive inconclusive third none");
    assertThat(row(run, "ads.test:80/tcp")).contains("blockable required third");
    assertThat(run.file("verdicts.json"))
        .contains("ads.test:443/tcp shares 198.51.100.7 with cloud.vendor.test:443/tcp");
  }
}
