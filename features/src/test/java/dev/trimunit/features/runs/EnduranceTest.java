// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a verified list does to a device in fourteen days, on the simulated lab. */
@Tag("slow")
final class EnduranceTest {
  static final String DEVICE =
      """
      name: Night light
      noun: light
      start-up: 30 s
      app:
        package: com.example.light
        states:
          off: {element: {label: Light, attribute: checked, value: "false"}}
          on: {element: {label: Light, attribute: checked, value: "true"}}
      model:
        boot: 3 s
        lease: {renews: 12 h, ends: 1 d}
        %s
        contacts:
          %s
          cloud: {destination: "cloud.vendor.test:443/tcp", after: 4 s, every: 6 h}
          log: {destination: "log.vendor.test:443/tcp", after: 5 s, every: 3 h}
        functionalities:
          switching on:
            LAN: {needs: cloud}
            WAN: {needs: [cloud, %s]}
        screen:
          title: Night light
          variables:
            light: {first: off, reset: app-start}
          elements:
            - {kind: toggle, label: Light, shows: light, does: switching on, toggles: light}
      """;

  static final String SPEC =
      """
      @device=night-light
      Feature: Night light

        @functionality @LAN @WAN
        Scenario: switching on
          Given the companion app shows the light off
          When "Light" is tapped
          Then the companion app shows the light on

        Scenario Outline: <functionality> over <vantage> without <destination>
          Given the light is power-cycled
          When destination <destination> is blocked
          Then <functionality> succeeds
      """;

  private static final String KEPT = "clock: {runs: 20 ppm, at-power-on: kept 1 h}";
  static final String NTP =
      "time: {destination: \"ntp.org:123/udp\", after: 1 s, every: 1 h, sets: clock}";
  private static final String LOGIN =
      "login: {destination: \"login.vendor.test:443/tcp\", after: 2 s}";

  @TempDir private Path folder;

  private FolderRun files(String life, String contact, String needs) {
    return new FolderRun(folder)
        .write("devices/night-light.yaml", DEVICE.formatted(life, contact, needs))
        .write("specs/night-light.feature", SPEC);
  }

  private FolderRun.Said run(String life, String contact, String needs, Map<String, String> more) {
    Map<String, String> properties = new TreeMap<>(Map.of("trimunit.endurance", "14d"));
    properties.putAll(more);
    return files(life, contact, needs).run(properties);
  }

  private static String plain(FolderRun.Said run) {
    return run.console().replaceAll("\\s+", " ");
  }

  @Test
  void a_list_that_nothing_breaks_without_endures_and_says_what_was_seen() {
    FolderRun.Said run = run(KEPT, NTP, "{clock: 5 min}", Map.of());

    assertThat(plain(run))
        .contains("endurance of 14 days: held Without log.vendor.test:443/tcp, ntp.org:123/udp")
        .contains(
            "everything worked up to 14 days (4 runs, so that up to 53 % of such runs may break")
        .contains("112 lease renewals", "2 power cuts")
        .contains("endurance, run 4, up to 14 days", "about 14.0 days left");
    assertThat(run.file("verdicts.json")).contains("\"endurance\" : \"14d\"", "\"holds\" : true");
    assertThat(run.cases().toString()).doesNotContain("DELAYED");
  }

  /** The age is known to six hours, whoever sees it; the list that is exported is without it. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a login that runs out | tokens: {session: {from: login, lasts: 9 d, refreshed: 1 d}} | LOGIN | {token: session} | login.vendor.test:443/tcp | 8.9 days (± 3 hours)",
        "a clock that drifts | clock: {runs: 500 ppm, at-power-on: kept 1 h} | NTP | {clock: 5 min} | ntp.org:123/udp | 6.9 days (± 3 hours)",
        "a power cut | clock: {runs: 20 ppm, at-power-on: saved, saves: 60 d} | NTP | {clock: 1 h} | ntp.org:123/udp | 14.0 days after power-on, and then a power cut",
      })
  void what_fails_later_is_delayed_and_not_exported(
      String name, String life, String contact, String needs, String who, String age)
      throws IOException {
    FolderRun.Said run = run(life, contact.equals("NTP") ? NTP : LOGIN, needs, Map.of());

    String sentence = "worked without " + who + " until " + age;
    assertThat(plain(run))
        .as(name)
        .contains(sentence, "failed in 2 of 2 fresh runs (not in one with nothing blocked)");
    assertThat(
            run.cases().entrySet().stream().filter(c -> c.getValue().contains("delayed")).toList())
        .as(run.cases().toString())
        .singleElement()
        .satisfies(c -> assertThat(c.getValue()).startsWith("ABORTED").contains(sentence));
    assertThat(run.file("exports/night-light/pihole.txt")).doesNotContain(who.split(":")[0]);
  }

  @Test
  void of_two_time_servers_either_is_enough_and_both_are_delayed() {
    String second =
        NTP
            + "\n    other: {destination: \"nist.gov:123/udp\", after: 2 s, every: 1 h, sets: clock}";

    FolderRun.Said run =
        run("clock: {runs: 500 ppm, at-power-on: kept 1 h}", second, "{clock: 5 min}", Map.of());

    assertThat(plain(run))
        .contains("worked without nist.gov:123/udp and ntp.org:123/udp until 6.9 days (± 3 hours)");
  }

  /** The app sets the clock when it is opened at home, which each use of the device does. */
  @Test
  void a_use_that_heals_is_found_by_leaving_the_device_alone() {
    String life = "clock: {runs: 500 ppm, at-power-on: kept 1 h}";
    String more =
        NTP + "\n    news: {destination: \"news.vendor.test:443/tcp\", after: 6 s, every: 12 h}";
    FolderRun.Said said =
        files(life, more, "{clock: 5 min}")
            .write(
                "devices/night-light.yaml",
                DEVICE
                    .formatted(life, more, "{clock: 5 min}")
                    .replace("title: Night light", "title: Night light\n    sets: clock"))
            .run(Map.of("trimunit.endurance", "14d"));

    assertThat(plain(said)).contains("when nobody had used it meanwhile");
  }

  @Test
  void a_device_that_fails_by_itself_is_not_the_list_s_fault() {
    String onlyAtBoot = NTP.replace(", every: 1 h", "");

    FolderRun.Said run =
        run(
            "clock: {runs: 500 ppm, at-power-on: kept 1 h}",
            onlyAtBoot,
            "{clock: 5 min}",
            Map.of());

    assertThat(plain(run))
        .contains("endurance of 14 days: not settled")
        .contains("failed at 7.0 days after power-on with nothing blocked, too")
        .doesNotContain("delayed:");
    assertThat(run.cases().toString()).doesNotContain("delayed");
  }

  /** Outages of an hour a day, of everything: the gateway itself gets no answer then. */
  @Test
  void outages_are_told_from_effects_of_the_list() {
    FolderRun run =
        files(KEPT, NTP, "{clock: 5 min}")
            .write(
                "labs/outages.yaml",
                "outages:\n  - {hosts: [vendor.test], every: 1 d, least: 20 min, most: 90 min}\n");

    FolderRun.Said said =
        run.run(Map.of("trimunit.endurance", "14d", "trimunit.lab.file", "outages"));

    assertThat(plain(said)).contains("endurance of 14 days: held").doesNotContain("delayed");
  }

  @Test
  void a_verdict_is_replayed_from_its_evidence_alone() throws IOException {
    FolderRun.Said run =
        run(
            "tokens: {session: {from: login, lasts: 3 d, refreshed: 1 d}}",
            LOGIN,
            "{token: session}",
            Map.of("trimunit.endurance", "4d"));
    Path bundle;
    try (Stream<Path> files = Files.list(run.output().resolve("evidence/night-light"))) {
      bundle =
          files
              .filter(f -> f.toString().contains("login.vendor.test-443-tcp_switching-on-wan"))
              .findFirst()
              .orElseThrow();
    }

    Sceptic.Result replayed = Sceptic.trimunit("replay", bundle);

    assertThat(replayed.text())
        .contains("delayed, 0 of 2 trials passed", "recomputed: the same")
        .contains(
            "endurance:  switching on over WAN worked without login.vendor.test:443/tcp until 2.9 days");
    assertThat(run.file("tables/endurance.csv")).contains(",delayed,2.75,3.00,2,false,false");
    assertThat(replayed.code()).isZero();
  }

  /**
   * Killed while a line is written: in calibration, in the first long run, amid the search for
   * whose fault it is, and in the last long run.
   */
  @Test
  void a_run_that_was_killed_goes_on_to_the_same_end() throws IOException {
    String life = "clock: {runs: 500 ppm, at-power-on: kept 1 h}";
    FolderRun files = files(life, NTP, "{clock: 5 min}");
    FolderRun.Said whole = files.run(Map.of("trimunit.endurance", "14d"));
    List<String> lines;
    try (Stream<Path> kept = Files.list(whole.output().resolveSibling("journal/archive"))) {
      lines = Files.readAllLines(kept.findFirst().orElseThrow());
    }
    int first = first(lines, "\"purpose\":\"ENDURANCE\"");

    for (int survive : new int[] {3, first, first + 7, lines.size() - 2}) {
      Path journal = Files.createDirectories(folder.resolve("killed-" + survive));
      String torn = lines.get(survive).substring(0, lines.get(survive).length() / 2);
      Files.writeString(
          journal.resolve("night-light.jsonl"),
          String.join("\n", lines.subList(0, survive)) + "\n" + torn);

      FolderRun.Said said =
          files.run(Map.of("trimunit.endurance", "14d", "trimunit.journal", journal.toString()));

      assertThat(plain(said))
          .as("%d of %d lines survived", survive, lines.size())
          .contains("The run goes on after trial " + (survive - 1) + " of an unfinished one");
      assertThat(endured(said)).isEqualTo(endured(whole)).contains("delayed");
      assertThat(said.cases()).isEqualTo(whole.cases());
    }
  }

  private static int first(List<String> lines, String text) {
    int at = 0;
    while (!lines.get(at).contains(text)) {
      at++;
    }
    return at;
  }

  /** Ages to the minute depend on when within its hours the device had power; days do not. */
  private static String endured(FolderRun.Said run) {
    return run.file("tables/endurance.csv");
  }

  @Test
  void a_plan_tells_days() {
    FolderRun.Said run = run(KEPT, NTP, "{clock: 5 min}", Map.of("trimunit.plan", "true"));

    assertThat(plain(run))
        .contains(
            "endurance: 4 runs of 14 days, 56.0 days at most if nothing breaks; more for what does")
        .contains("endurance 56.0 days more");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trimunit.endurance=14 | trimunit.endurance=14 is not a time with a unit such as 14d",
        "trimunit.endurance=90d | trimunit.endurance=90d is longer than trimunit.endurance.limit=60d",
        "trimunit.protocol=paper | the protocol 'paper' verifies none: use trimunit.protocol=certify",
        "trimunit.protocol=recheck | the protocol 'recheck' verifies none: use trimunit.protocol=certify",
        "trimunit.lab=emulated | the time of the lab 'emulated' is real",
        "trimunit.lab=physical | the time of the lab 'physical' is real",
      })
  void what_cannot_be_had_is_refused_before_anything_runs(String property, String sentence) {
    Map<String, String> more = Map.of(property.split("=")[0], property.split("=")[1]);

    FolderRun.Said run = run(KEPT, NTP, "{clock: 5 min}", more);
    Map<String, String> check = new TreeMap<>(more);
    check.put("trimunit.check", "true");

    assertThat(run.cases().toString()).contains(sentence);
    assertThat(run(KEPT, NTP, "{clock: 5 min}", check).cases().toString()).contains(sentence);
  }
}
