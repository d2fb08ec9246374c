// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.reports.buildserver.SourceFiles;
import dev.trimunit.reports.buildserver.Summary;
import dev.trimunit.reports.console.Matrix;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.exports.Exports;
import dev.trimunit.reports.page.BlockabilityPage;
import dev.trimunit.reports.tables.Tables;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks like a server of updates or alarms stays blockable, and is in no exported list. */
@Tag("slow")
final class SeldomUsedTest {
  private static final Set<Vantage> LAN = Set.of(Vantage.LAN);

  private static SampleDevice bulb() {
    return new SampleDevice("bulb", "Bulb", "bulb")
        .contacts("cloud.example:443/tcp", Party.FIRST)
        .contacts("ntp.example:123/udp", Party.SUPPORT)
        .contacts("fw.vendor.example:443/tcp", Party.FIRST)
        .resolves("fw.vendor.example", "203.0.113.99")
        .needs("switching on", LAN, "cloud.example:443/tcp");
  }

  private static RunData run(Map<String, String> settings, SampleDevice... devices) {
    RunData run =
        MemoryOutput.data(new SampleRun(List.of(devices), 2, LabKind.SIMULATED, List.of()));
    TreeMap<String, String> all = new TreeMap<>(run.settings());
    all.putAll(settings);
    return new RunData(
        run.lab(), run.output(), all, run.started(), run.finished(), run.devices(), run.evidence());
  }

  private static String export(String file, Map<String, String> settings, SampleDevice device) {
    RunData run = run(settings, device);
    MemoryOutput files = MemoryOutput.of(new Exports(), run);
    MemoryOutput.of(new MudProfile(), run).files().forEach(files::write);
    return files.text("exports/bulb/" + file);
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
        "nftables.nft",
        "nftset.conf"
      })
  void the_update_server_is_left_out_of_every_file_and_the_file_says_why(String file) {
    String text = export(file, Map.of(), bulb());
    assertThat(text)
        .contains(
            "left out: fw.vendor.example:443/tcp, because it looks like the update server (name: fw)")
        .contains("this file blocks 1 of these 2, less than what was verified")
        .contains("this part by itself: everything that was used worked in 2 of 2 trials")
        .contains("valid for firmware 1.2.3: with another, watch");
    assertThat(text.lines().filter(line -> !line.strip().matches("[#;!].*")))
        .noneMatch(line -> line.contains("fw.vendor.example") && !line.contains("kept_"))
        .noneMatch(line -> line.contains("203.0.113.99") && line.contains("reject"));
  }

  @Test
  void a_profile_allows_it() {
    assertThat(export("mud.json", Map.of(), bulb())).contains("fw.vendor.example");
    assertThat(export("mud.json", Map.of("trimunit.exports", "all"), bulb()))
        .doesNotContain("fw.vendor.example");
  }

  @Test
  void whoever_wants_all_gets_all() {
    assertThat(export("rpz.zone", Map.of("trimunit.exports", "all"), bulb()))
        .contains("\nfw.vendor.example IN CNAME .\n")
        .doesNotContain("left out: fw", "less than what was verified");
  }

  @Test
  void a_list_of_nothing_but_update_servers_blocks_nothing() {
    SampleDevice bulb =
        new SampleDevice("bulb", "Bulb", "bulb")
            .contacts("ota.vendor.example:443/tcp", Party.FIRST)
            .needs("switching on", LAN);
    assertThat(export("rpz.zone", Map.of(), bulb))
        .contains("this file blocks 0 of these 1")
        .doesNotContain("IN CNAME");
  }

  @Test
  void console_page_table_and_json_tell_what_it_looks_like_and_what_was_not_tried()
      throws IOException {
    RunData run = run(Map.of(), bulb());
    String sentence =
        "May be blocked for switching on; it looks like the update server (name: fw): not exported."
            + " Not tested: re-pairing, update, Internet outage, sharing, voice link.";
    assertThat(Matrix.of(run, false).replaceAll("\\s+", " "))
        .contains("left out of exports: fw.vendor.example:443/tcp " + sentence);
    assertThat(MemoryOutput.of(new BlockabilityPage(), run).text("blockability.html"))
        .contains(sentence.substring(0, sentence.length() - 1))
        .contains("Blockable, but left out of the lists that are exported: fw.vendor.example:443");
    assertThat(MemoryOutput.of(new Summary(SourceFiles.here()), run).text("summary.md"))
        .contains("Left out of exports: fw.vendor.example:443/tcp");
    assertThat(MemoryOutput.of(new Tables(), run).text("tables/purposes.csv"))
        .contains(
            "Bulb,fw.vendor.example,tcp,443,update,name: fw,ALL,yes,no,it looks like the update server");
    JsonNode fw =
        new ObjectMapper()
            .readTree(MemoryOutput.of(new VerdictsJson(), run).text("verdicts.json"))
            .at("/devices/0/destinations/1");
    assertThat(fw.path("destination").asText()).isEqualTo("fw.vendor.example:443/tcp");
    assertThat(fw.path("blockability").asText()).isEqualTo("ALL");
    assertThat(fw.path("purpose").asText()).isEqualTo("update");
    assertThat(fw.path("heldBack").asBoolean()).isTrue();
    assertThat(fw.at("/rareTested/0").asText()).isEqualTo("power cut");
    assertThat(fw.path("rareUntested")).hasSize(5);
  }

  @Test
  void what_is_needed_says_nothing_of_rare_functions() throws IOException {
    JsonNode cloud =
        new ObjectMapper()
            .readTree(
                MemoryOutput.of(new VerdictsJson(), run(Map.of(), bulb())).text("verdicts.json"))
            .at("/devices/0/destinations/0");
    assertThat(cloud.path("purpose").asText()).isEqualTo("unknown");
    assertThat(cloud.has("rareTested")).isFalse();
  }
}
