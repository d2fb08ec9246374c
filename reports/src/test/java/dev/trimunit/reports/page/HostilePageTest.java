// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.needs.Needs;
import dev.trimunit.reports.GeneratedDevices;
import dev.trimunit.reports.MemoryOutput;
import dev.trimunit.reports.SampleDevice;
import dev.trimunit.reports.SampleRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real browser opens a page full of hostile names: only the page's own script may run. */
@Tag("slow")
@Needs(programs = "chromium")
final class HostilePageTest {
  @TempDir private Path folder;

  @Test
  void nothing_but_the_page_s_own_script_runs() throws Exception {
    String dom = open(page(List.of()), "");
    assertThat(dom)
        .as("our own script ran and counted the rows")
        .contains("4 of 4 destinations")
        .as("theirs did not: each of them would change the title")
        .contains("<title>Blockability (simulated)</title>");
  }

  @Test
  void nor_what_a_page_of_many_devices_builds_when_it_is_opened() throws Exception {
    String dom = open(page(GeneratedDevices.of(60, 2)), "#evil-1");
    assertThat(dom)
        .as("what the link leads to was built, with its plots")
        .containsPattern("<details id=\"evil-1\"[^>]* open")
        .contains("ct-chart-line", "<title>Blockability (simulated)</title>");
  }

  @Test
  void nor_what_a_time_line_says_of_blocks_steps_and_timers() throws Exception {
    String dom = open(page(List.of()), "#evil");
    Matcher line = Pattern.compile("<span class=\"life\".*?</td>", Pattern.DOTALL).matcher(dom);
    assertThat(line.find()).as("there is a time line").isTrue();
    assertThat(line.results().map(MatchResult::group))
        .as("names are text, and no mark in them turns what stands beside them")
        .anyMatch(text -> text.contains("&lt;img/src=x/onerror="))
        .allMatch(text -> text.contains("<bdi>") && !text.contains("\u202e"))
        .noneMatch(text -> text.matches("(?s).*<(script|img|svg|iframe).*"))
        .noneMatch(text -> text.matches("(?s).* on\\w+=.*"));
    assertThat(dom).contains("<title>Blockability (simulated)</title>");
  }

  private String open(String html, String fragment) throws Exception {
    return new Chromium(folder).dom(html, fragment, "--virtual-time-budget=2000");
  }

  private static String page(List<SampleDevice> others) {
    String run = "document.title='ran'";
    SampleDevice device =
        new SampleDevice(
                "evil", "</title><script>" + run + "</script>\u202e\n" + "x".repeat(255), "bulb")
            .contactsName("</script><script>" + run.replace(" ", "") + "</script>.example")
            .contactsName("\"onmouseover=" + run + ".example")
            .contactsName("<img/src=x/onerror=\"" + run + "\">.example")
            .contactsName("</noscript><svg/onload=" + run + ">.example")
            .ages(
                new DeviceTimer(DeviceTimer.Kind.LEASE, "", 28),
                new DeviceTimer(DeviceTimer.Kind.CONTACT, "\"><img src=x onerror=" + run + ">", 3),
                new DeviceTimer(
                    DeviceTimer.Kind.TOKEN,
                    "\"><img/src=x/onerror=" + run + ">",
                    1,
                    List.of(Instant.EPOCH)),
                new DeviceTimer(DeviceTimer.Kind.CLOCK, "<script>" + run + "</script>", 7))
            .needs(
                "javascript:" + run + "\"><iframe srcdoc=\"<script>parent." + run + "</script>\">",
                Set.of(Vantage.LAN));
    List<SampleDevice> devices = new ArrayList<>(others);
    devices.add(device);
    SampleRun sample = new SampleRun(devices, 2, LabKind.SIMULATED, List.of());
    return MemoryOutput.of(new BlockabilityPage(), MemoryOutput.data(sample))
        .text("blockability.html");
  }
}
