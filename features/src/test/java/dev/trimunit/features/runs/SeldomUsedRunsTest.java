// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is used seldom: update servers in lists, promises about them, rare functionalities. */
@Tag("slow")
final class SeldomUsedRunsTest {
  private static final String PROMISES =
      """

        Scenario: no security fix is stopped
          Then no update server is on the blocklist

        Scenario: everything is accounted for
          Then every destination on the blocklist has a known purpose or is named as unexplained
      """;

  private static final String RARE =
      """

        @functionality @rare @LAN
        Scenario: pairing again
          Given the companion app shows the plug off
          When "Power" is tapped
          Then the companion app shows the plug on

        @functionality @once @LAN
        Scenario: installing an update
          Given the companion app shows the plug off
          When "Power" is tapped
          Then the companion app shows the plug on

        Scenario: the update installs without the clock
          Given the plug is power-cycled
          When destination ntp.test is blocked
          Then installing an update succeeds
      """;

  @TempDir private Path folder;

  /** It asks an update server, gets a large file of a name that tells nothing, and reports. */
  private static Plug plug() {
    return Plug.asSold()
        .with(
            "    time:",
            """
                update: {destination: "fw2.vendor.test:443/tcp", after: 5 s}
                files: {destination: "static.vendor.test:443/tcp", after: 6 s, receives: 300 kB}
                odd: {destination: "oddity.test:443/tcp", after: 7 s}
                time:"""
                .indent(4)
                .stripTrailing());
  }

  private FolderRun.Said run(Plug plug, String more, Map<String, String> properties) {
    FolderRun tester = plug.in(new FolderRun(folder));
    return tester.write("specs/plug.feature", Plug.SPEC + more).run(properties);
  }

  @Test
  void update_servers_are_left_out_and_what_nothing_explains_breaks_the_promise() {
    FolderRun.Said run = run(plug(), PROMISES, Map.of());
    assertThat(run.console())
        .contains("blocked as a whole: 5 destinations")
        .contains("left out of exports: fw2.vendor.test:443/tcp")
        .contains("left out of exports: static.vendor.test:443/tcp");
    assertThat(run.file("exports/example-plug/pihole.txt"))
        .contains("\nads.test\n", "\nntp.test\n", "\noddity.test\n")
        .doesNotContain("\nfw2.vendor.test\n", "\nstatic.vendor.test\n")
        .contains("this file blocks 3 of these 5")
        .containsPattern(
            "left out: static.vendor.test:443/tcp, because what it is for is not known, and what came from it may be an update \\(3\\d\\d kB in trial \\d+\\)");
    assertThat(run.cases()).containsEntry("no security fix is stopped", "SUCCESSFUL");
    assertThat(run.cases().get("everything is accounted for"))
        .startsWith("FAILED")
        .contains("Nothing tells what is on the blocklist: oddity.test:443/tcp.")
        .contains("devices/example-plug.yaml");
  }

  @Test
  void a_person_explains_and_whoever_exports_all_breaks_the_other_promise() {
    Plug told =
        plug()
            .with(
                "\napp:\n",
                "\npurposes:\n  oddity.test: unexplained\n  static.vendor.test: content\n  nothing.test: alarm\n\napp:\n");
    FolderRun.Said run = run(told, PROMISES, Map.of("trimunit.exports", "all"));
    assertThat(run.cases()).containsEntry("everything is accounted for", "SUCCESSFUL");
    assertThat(run.cases().get("no security fix is stopped"))
        .startsWith("FAILED")
        .contains(
            "fw2.vendor.test:443/tcp is on the blocklist, and it looks like the update server")
        .contains("without trimunit.exports=all it is left out");
    assertThat(run.file("exports/example-plug/pihole.txt")).contains("\nfw2.vendor.test\n");
    assertThat(run.console())
        .contains("nothing.test: its purpose alarm, says the device's file, but nothing");
  }

  @Test
  void without_a_verified_list_nothing_is_promised() {
    FolderRun.Said run = run(plug(), PROMISES, Map.of("trimunit.protocol", "fixed-1"));
    assertThat(run.cases().get("no security fix is stopped"))
        .startsWith("ABORTED")
        .contains("there is no blocklist to look at");
  }

  @Test
  void a_word_for_exports_that_there_is_not_is_told_before_anything_runs() {
    FolderRun.Said run = run(plug(), "", Map.of("trimunit.exports", "most"));
    assertThat(run.cases().toString()).contains("trimunit.exports=most is not 'careful' or 'all'");
  }

  @Test
  void what_can_be_done_once_only_is_done_once_and_has_no_verdict() throws IOException {
    FolderRun.Said run = run(plug(), RARE, Map.of());
    assertThat(run.cases().get("installing an update over LAN calibrates"))
        .startsWith("ABORTED")
        .contains("can be done once only on this unit");
    assertThat(run.cases())
        .containsEntry("the update installs without the clock", "SUCCESSFUL")
        .containsEntry("pairing again over LAN without ntp.test:123/udp", "SUCCESSFUL")
        .doesNotContainKey("installing an update over LAN without ntp.test:123/udp");
    JsonNode device = new ObjectMapper().readTree(run.file("verdicts.json")).at("/devices/0");
    for (JsonNode destination : device.path("destinations")) {
      boolean time = destination.path("host").asText().equals("ntp.test");
      if (destination.has("rareTested")) {
        assertThat(destination.path("rareTested").toString())
            .contains("pairing again", "power cut")
            .matches(words -> words.contains("installing an update") == time);
      }
    }
    assertThat(device.path("cases").toString()).contains("the update installs without the clock");
    for (JsonNode claim : device.path("cases")) {
      if (claim.path("name").asText().equals("the update installs without the clock")) {
        assertThat(claim.path("trialNumbers")).hasSize(1);
      }
    }
  }
}
