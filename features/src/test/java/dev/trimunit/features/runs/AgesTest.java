// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails later: claims about devices that are weeks old, on the simulated lab. */
@Tag("slow")
final class AgesTest {
  private static final Path PAGE = Path.of("..", "docs", "ages.md");
  private static final Pattern BLOCK = Pattern.compile("```\\w*\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  private static String block(String text) throws IOException {
    return BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .map(found -> found.group(1))
        .filter(block -> block.contains(text))
        .findFirst()
        .orElseThrow();
  }

  private static String device() throws IOException {
    return block("noun: light");
  }

  /** The spec of the page with one claim in the place of its own. */
  private static String spec(String tag, String... steps) throws IOException {
    String head = block("@device=night-light").split("  Scenario: two weeks", 2)[0];
    return head + "  " + tag + "\n  Scenario: claim\n    " + String.join("\n    ", steps) + "\n";
  }

  private FolderRun.Said run(String device, String spec, Map<String, String> properties) {
    return new FolderRun(folder)
        .write("devices/night-light.yaml", device)
        .write("specs/night-light.feature", spec)
        .run(properties);
  }

  private FolderRun.Said run(String device, String spec) {
    return run(device, spec, Map.of());
  }

  private static String changed(String file, String before, String after) {
    assertThat(file).contains(before);
    return file.replace(before, after);
  }

  @Test
  void the_claims_of_the_page_hold_and_say_up_to_which_age() throws IOException {
    FolderRun.Said run = run(device(), block("@device=night-light"));

    assertThat(run.cases().values()).as(run.console()).hasSize(9).containsOnly("SUCCESSFUL");
    assertThat(run.console()).contains(block("HOLDS two weeks"));
    assertThat(run.console().replaceAll("\\s+", " "))
        .contains("'a power cut after ten days' held up to 10 days", " power cuts, ")
        .contains("'nobody opens the app for a month' held up to 30 days")
        .contains("'time once a week is enough' held up to 60 days", " conversations let through")
        .contains("2 answers by the gateway", "2 Internet outages");
  }

  /** Each of ten ways to fail later fails later, and holds a little earlier. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a clock that drifts | 20 ppm | 200 ppm | @WAN | destination ntp.org is blocked | 14 days pass | 30 days pass",
        "a clock that sleeps | 20 ppm | 20 ppm, asleep: 5 % | @WAN | destination ntp.org is blocked | 1 hour passes | 1 day passes",
        "a schedule that nobody corrects | 20 ppm | 100 ppm | @LAN | destination ntp.org is blocked | 5 days pass | 20 days pass",
        "a login that runs out | 20 ppm | 20 ppm | @WAN | destination login.vendor.test is blocked | 28 days pass | 31 days pass",
        "a power cut that stops the clock | kept 1 h | saved, saves: 1 min | @WAN | destination ntp.org is blocked | 10 days pass | 10 days pass + the light loses power for 10 minutes",
        "a power cut that is too long | kept 1 h | kept 1 h | @WAN | destination ntp.org is blocked | the light loses power for 50 minutes | the light loses power for 2 hours",
        "a clock of 1970 | kept 1 h | 1970 | @LAN | destination log.vendor.test is blocked | 2 days pass | destination ntp.org is blocked + 2 days pass",
        "a certificate that the clock does not know | kept 1 h ; , {clock: 5 min}] | saved, saves: 60 d ; ] | @WAN | destination ntp.org is blocked | 20 days pass | 40 days pass + the light loses power for 2 minutes",
        "a boot that waits for the time | sets: clock} | sets: clock, holds-up: boot} | @WAN | destination log.vendor.test is blocked | 1 day passes | destination ntp.org is blocked + 1 day passes",
        "a time that is wrong | 20 ppm | 20 ppm | @WAN | destination log.vendor.test is blocked | the light is told a time that is 1 minute ahead | the light is told a time that is 1 hour behind",
      })
  void what_fails_later_fails_later(
      String name,
      String before,
      String after,
      String tag,
      String blocked,
      String early,
      String late)
      throws IOException {
    String device = device();
    for (int i = 0; i < before.split(" ; ").length; i++) {
      device = changed(device, before.split(" ; ")[i], after.split(" ; ")[i]);
    }
    String end =
        tag.equals("@LAN")
            ? "Then the schedule switches on within 1 minute of 07:00"
            : "Then switching on succeeds";

    FolderRun.Said young = run(device, spec(tag, "Given " + blocked, "When " + early, end));
    FolderRun.Said old =
        run(device, spec(tag, "Given " + blocked, "And " + late.replace(" + ", "\n    And "), end));

    assertThat(young.cases()).as(name + young.console()).containsEntry("claim", "SUCCESSFUL");
    assertThat(old.cases().get("claim")).as(name + old.console()).startsWith("FAILED");
  }

  /** A device to which nothing happens: no claim about its age may fail. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "When 30 days pass",
        "When 90 days pass without any use",
        "When 10 days pass\n    And the light loses power for 3 days",
        "When the Internet is gone for 2 days",
      })
  void nothing_is_found_where_there_is_nothing(String ageing) throws IOException {
    String plain =
        device()
            .replaceAll("(?m)^  (clock|lease):.*\n", "")
            .replaceAll("(?s)  certificates:.*  contacts:", "  contacts:")
            .replace(", sets: clock", "")
            .replace(", checks: dates", "")
            .replace(", {token: session}, {clock: 5 min}", "");

    FolderRun.Said run =
        run(
            plain,
            spec(
                "",
                "Given destination ntp.org is blocked",
                "And destination log.vendor.test is blocked",
                ageing,
                "Then switching on succeeds"));

    assertThat(run.cases()).as(run.console()).containsEntry("claim", "SUCCESSFUL");
  }

  @Test
  void an_app_that_sets_the_clock_hides_what_no_use_shows() throws IOException {
    String device =
        changed(
            changed(device(), "20 ppm", "200 ppm"),
            "title: Night light",
            "title: Night light\n    sets: clock");
    String[] claim = {
      "Given destination ntp.org is blocked",
      "When 30 days pass",
      "Then the schedule switches on within 1 minute of 07:00"
    };

    FolderRun.Said used = run(device, spec("", claim));
    FolderRun.Said unused =
        run(device, spec("", claim[0], claim[1] + " without any use", claim[2]));

    assertThat(used.cases()).as(used.console()).containsEntry("claim", "SUCCESSFUL");
    assertThat(unused.cases().get("claim")).as(unused.console()).startsWith("FAILED");
  }

  @Test
  void a_window_that_nothing_passes_is_not_green() throws IOException {
    FolderRun.Said run =
        run(
            changed(device(), "every: 1 h, sets", "every: 9 d, sets"),
            spec(
                "@WAN",
                "Given destination ntp.org is let through once, every 1 to 2 days",
                "When 8 days pass",
                "Then switching on succeeds"));

    assertThat(run.cases().get("claim"))
        .as(run.console())
        .startsWith("ABORTED")
        .contains("was not put to the test");
  }

  @Test
  void a_window_is_open_for_one_conversation_and_shut_behind_it() throws IOException {
    FolderRun.Said run =
        run(
            device(),
            spec(
                "@WAN",
                "Given destination ntp.org is let through once, every 12 to 20 hours",
                "When 10 days pass",
                "Then switching on succeeds"));

    String said = run.console().replaceAll("\\s+", " ");
    assertThat(run.cases()).as(run.console()).containsEntry("claim", "SUCCESSFUL");
    int windows = Integer.parseInt(said.replaceAll(".*?(\\d+) conversations let through.*", "$1"));
    int runs = Integer.parseInt(said.replaceAll(".*?held up to 10 days \\((\\d+) runs?,.*", "$1"));
    assertThat(windows).as(said).isBetween(runs * 10, runs * 20);
    assertThat(run.console()).doesNotContain("leaked");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "When 14 pass | A time has a unit: '14 days'",
        "Given destination ntp.org is let through once, every 7 to 4 days | write the shorter time first",
        "Given destination cloud.vendor.test:443/tcp is answered by the gateway | time servers (port 123/udp) only",
        "When 4000 days pass | longer than a trial may last",
      })
  void what_is_written_wrongly_is_told(String step, String sentence) throws IOException {
    FolderRun.Said run = run(device(), spec("", step, "Then switching on succeeds"));

    assertThat(run.cases().toString() + run.console())
        .as(run.console())
        .contains(sentence)
        .contains("night-light.feature:")
        .doesNotContain("an error of the program", "Exception");
    assertThat(run.cases().get("claim")).isNotEqualTo("SUCCESSFUL");
  }

  @Test
  void days_belong_to_claims() throws IOException {
    String outline =
        "\n  Scenario Outline: <functionality> over <vantage> without <destination>\n"
            + "    When destination <destination> is blocked\n"
            + "    And 14 days pass\n"
            + "    Then <functionality> succeeds\n";

    FolderRun.Said run =
        run(device(), spec("", "When 1 day passes", "Then switching on succeeds") + outline);

    assertThat(run.cases().toString()).contains("'14 days pass' is for scenarios written by hand");
  }

  @Test
  void a_check_tells_what_a_lab_of_real_time_cannot_do() throws IOException {
    FolderRun.Said run =
        run(
            device(),
            block("@device=night-light"),
            Map.of("trimunit.check", "true", "trimunit.lab", "physical"));

    assertThat(run.cases().toString())
        .contains("night-light.feature:12: '14 days pass' needs a lab in whose time days can pass")
        .contains("the time of the lab 'physical' is real");
  }

  @Test
  void a_check_knows_which_devices_grow_old_on_the_emulated_lab() throws IOException {
    Map<String, String> check = Map.of("trimunit.check", "true", "trimunit.lab", "emulated");
    String plain =
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
          contacts:
            log: {destination: "log.vendor.test:443/tcp", after: 5 s}
          functionalities:
            switching on:
              LAN: {}
              WAN: {needs: [log]}
          screen:
            title: Night light
            variables: {light: {first: off, reset: app-start}}
            elements:
              - {kind: toggle, label: Light, shows: light, does: switching on, toggles: light}
        """;
    String claim = spec("", "When 14 days pass", "Then switching on succeeds");

    assertThat(run(device(), claim, check).cases().toString())
        .doesNotContain("needs a lab in whose time days can pass");
    assertThat(run(plain, claim, check).cases().toString())
        .contains("'14 days pass' needs a lab in whose time days can pass")
        .contains("the time of the lab 'emulated' is real");
  }

  @Test
  void a_failure_says_what_the_gateway_did_beside_refusing() throws IOException {
    FolderRun.Said run =
        run(
            device(),
            spec(
                "@WAN",
                "Given destination log.vendor.test is blocked",
                "And the light is told a time that is 1 hour behind",
                "Then switching on succeeds"));

    assertThat(run.cases().get("claim"))
        .contains("With destination log.vendor.test blocked")
        .contains("and destination =ntp.org:123/udp answered by the gateway, 1 hour behind,")
        .contains("switching on over WAN failed in");
  }
}
