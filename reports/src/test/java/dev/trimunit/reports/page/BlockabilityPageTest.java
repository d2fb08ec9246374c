// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.reports.GeneratedDevices;
import dev.trimunit.reports.MemoryOutput;
import dev.trimunit.reports.SampleDevice;
import dev.trimunit.reports.SampleRun;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class BlockabilityPageTest {
  @Test
  void shows_the_paper_s_devices_and_says_that_they_are_simulated() {
    assertThat(html(SampleRun.ofThePaper()))
        .contains(
            "SIMULATED LAB",
            "TP-Link smart bulb",
            "ntp.org:123/udp",
            "3/3 worked, held 3",
            "error\u00a0≤\u00a00.3\u00a0%")
        .contains("Hidden behind blocks: 1", "time.windows.com:123/udp")
        .containsSubsequence("Table I:", "Table II:", "Table III:")
        .contains("data-plot=\"dns\"", "data-plot=\"traffic\"", "data-walk=\"+++\"");
  }

  @Test
  void every_table_says_that_it_is_simulated() {
    String html = html(SampleRun.ofThePaper());
    assertThat(html.split("<caption><span class=\"stamp\">simulated", -1))
        .hasSameSizeAs(html.split("<table", -1));
  }

  @Test
  void claims_are_shown_whether_they_hold_or_not() {
    assertThat(html(SampleRun.ofThePaper()))
        .contains("Claims and promises: 1 of 2 hold")
        .contains("<bdi>what we promise</bdi><td><b class=\"v holds\">")
        .contains("<bdi>it works without its cloud</bdi><td><b class=\"v broken\">");
  }

  @Test
  void says_what_several_devices_contact() {
    assertThat(html(SampleRun.ofThePaper()))
        .contains("<bdi>amazonaws.com:443/tcp</bdi><td>required everywhere<td class=\"n\">0")
        .contains("By registered domain", "By party", "By port");
  }

  @Test
  void a_physical_lab_is_not_called_simulated() {
    SampleRun run = new SampleRun(SampleDevice.ofThePaper(), 3, LabKind.PHYSICAL, List.of());
    String body = html(run).replaceAll("(?s)<style>.*?</style>", "");
    assertThat(body).contains("PHYSICAL LAB").doesNotContain("SIMULATED", "lab-simulated");
  }

  @Test
  void stays_below_a_megabyte_for_31_devices() {
    String html = html(new SampleRun(GeneratedDevices.of(31, 8), 5, LabKind.SIMULATED, List.of()));
    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_000_000);
  }

  @Test
  void hostile_names_stay_text() {
    String evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\n\u202e${1+1}";
    SampleDevice device =
        new SampleDevice("evil", evil, "bulb")
            .contacts("<b>&\"'`.example:443/tcp", Party.THIRD)
            .needs(evil, Set.of(Vantage.LAN));
    String html = html(new SampleRun(List.of(device), 2, LabKind.SIMULATED, List.of()));
    assertThat(html)
        .doesNotContain("<script>alert", "<img", "<b>&")
        .contains("&lt;script&gt;alert(1)", "${1+1}", "&lt;b&gt;&amp;&quot;&#39;`.example");
    assertThat(html.split("<script>", -1)).hasSize(2);
  }

  private static String html(SampleRun run) {
    return MemoryOutput.of(new BlockabilityPage(), MemoryOutput.data(run))
        .text("blockability.html");
  }
}
