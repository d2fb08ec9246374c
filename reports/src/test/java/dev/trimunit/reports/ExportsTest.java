// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.needs.AsRoot;
import dev.trimunit.needs.Machine;
import dev.trimunit.needs.Needs;
import dev.trimunit.reports.exports.Exports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class ExportsTest {
  private static final Set<Vantage> LAN = Set.of(Vantage.LAN);
  @TempDir private Path folder;

  @Test
  void exact_names_are_blocked_in_every_format() {
    MemoryOutput files = export(bulb());
    assertThat(files.text("exports/bulb/rpz.zone"))
        .contains("\nntp.example IN CNAME .\n")
        .doesNotContain("*");
    assertThat(files.text("exports/bulb/unbound.conf"))
        .contains("local-data: \"ntp.example. 60 IN A 0.0.0.0\"")
        .contains("local-data: \"ntp.example. 60 IN AAAA ::\"");
    assertThat(files.text("exports/bulb/dnsmasq.conf"))
        .contains("\nhost-record=ntp.example,0.0.0.0,::\n");
    assertThat(files.text("exports/bulb/hosts"))
        .contains("\n0.0.0.0 ntp.example\n:: ntp.example\n");
    assertThat(files.text("exports/bulb/adguard.txt")).contains("\n|ntp.example^\n");
    assertThat(files.text("exports/bulb/pihole.txt")).contains("\nntp.example\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rpz.zone", "unbound.conf", "dnsmasq.conf", "hosts", "adguard.txt", "pihole.txt"})
  void a_name_that_the_device_needs_on_another_port_is_left_out(String file) {
    SampleDevice bulb = bulb().contacts("cloud.example:80/tcp", Party.FIRST);
    assertThat(export(bulb).text("exports/bulb/" + file))
        .contains(
            "left out: cloud.example, because the device needs, or may need, cloud.example:443/tcp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnsmasq.conf", "hosts", "adguard.txt", "pihole.txt"})
  void a_name_that_another_device_needs_is_left_out_where_every_device_is_hit(String file) {
    SampleDevice clock =
        new SampleDevice("clock", "Clock", "clock")
            .contacts("ntp.example:123/udp", Party.SUPPORT)
            .needs("showing the time", LAN, "ntp.example:123/udp");
    assertThat(export(bulb(), clock).text("exports/bulb/" + file))
        .contains("left out: ntp.example, because another device needs, or may need it: Clock");
    assertThat(export(bulb(), clock).text("exports/bulb/rpz.zone"))
        .contains("\nntp.example IN CNAME .\n");
  }

  @Test
  void a_family_of_names_is_exported_as_far_as_a_format_can_say_it() {
    SampleDevice bulb =
        new SampleDevice("bulb", "Bulb", "bulb")
            .contacts("cloud.g.example:443/tcp", Party.FIRST)
            .contacts("shard*.g.example:443/tcp", Party.THIRD)
            .contacts("*.eu*.h.example:443/tcp", Party.THIRD)
            .contacts("x-*-y.example:443/tcp", Party.THIRD)
            .needs("switching on", LAN, "cloud.g.example:443/tcp");
    MemoryOutput files = export(bulb);
    assertThat(files.text("exports/bulb/rpz.zone"))
        .contains("; wider than what was tried, which is shard*.g.example: every name below")
        .contains("\n*.g.example IN CNAME .\ncloud.g.example IN CNAME rpz-passthru.\n")
        .contains("; left out: *.eu*.h.example, because this format cannot say it")
        .contains("; left out: x-*-y.example, because this format cannot say it")
        .doesNotContain("*.example IN", "*.h.example IN");
    assertThat(files.text("exports/bulb/unbound.conf"))
        .contains("  local-zone: \"g.example.\" always_null\n")
        .contains("  local-zone: \"cloud.g.example.\" always_transparent\n")
        .contains("# wider than what was tried, which is shard*.g.example: g.example and every");
    assertThat(files.text("exports/bulb/dnsmasq.conf"))
        .contains(
            "\naddress=/g.example/0.0.0.0\naddress=/g.example/::\nserver=/cloud.g.example/#\n");
    assertThat(files.text("exports/bulb/hosts"))
        .contains("# left out: shard*.g.example, because a hosts file knows whole names only")
        .doesNotContain("0.0.0.0 shard");
    assertThat(files.text("exports/bulb/adguard.txt"))
        .contains("\n/^shard[^.]+\\.g\\.example$/\n")
        .contains("\n/^[^.]+\\.eu[^.]+\\.h\\.example$/\n");
    assertThat(files.text("exports/bulb/pihole.txt"))
        .contains("as a regex filter of the group it is ^shard[^.]+\\.g\\.example$");
    assertThat(files.text("exports/bulb/nftables.nft"))
        .contains("# a family of names: by the addresses that this run saw");
  }

  @Test
  void a_family_is_left_out_where_a_kept_name_would_be_refused_too() {
    SampleDevice bulb =
        new SampleDevice("bulb", "Bulb", "bulb")
            .contacts("g.example:443/tcp", Party.FIRST)
            .contacts("shard*.g.example:443/tcp", Party.THIRD)
            .contacts("edge*.g.example:443/tcp", Party.FIRST)
            .contacts("node*.h.example:443/tcp", Party.THIRD)
            .contacts("h.example:443/tcp", Party.FIRST)
            .needs(
                "switching on",
                LAN,
                "g.example:443/tcp",
                "edge*.g.example:443/tcp",
                "h.example:443/tcp");
    MemoryOutput files = export(bulb);
    assertThat(files.text("exports/bulb/rpz.zone"))
        .contains("left out: shard*.g.example, because this format cannot say it without edge*")
        .contains("\n*.h.example IN CNAME .\n");
    assertThat(files.text("exports/bulb/dnsmasq.conf"))
        .contains("left out: node*.h.example, because this format cannot say it without h.example")
        .doesNotContain("address=/");
  }

  @Test
  void addresses_go_to_the_firewall_with_their_port() {
    MemoryOutput files = export(bulb().contacts("198.51.100.9/icmp", Party.UNKNOWN));
    assertThat(files.text("exports/bulb/nftables.nft"))
        .contains(
            "ether saddr $hardware_address ip daddr 198.51.100.9 meta l4proto icmp counter reject\n")
        .contains("    # ntp.example:123/udp\n")
        .contains("ip daddr 203.0.113.7 udp dport 123 counter reject\n");
    assertThat(files.text("exports/bulb/rpz.zone"))
        .contains("left out: 198.51.100.9/icmp, an address");
  }

  @Test
  void the_profile_allows_what_is_not_blocked() throws IOException {
    JsonNode mud = new ObjectMapper().readTree(export(bulb()).text("exports/bulb/mud.json"));
    assertThat(mud.at("/ietf-mud:mud/systeminfo").asText()).isEqualTo("simulated lab: Bulb");
    JsonNode entries = mud.at("/ietf-access-control-list:acls/acl/0/aces/ace");
    assertThat(entries).hasSize(2);
    assertThat(entries.at("/1/matches/ietf-mud:mud").has("local-networks")).isTrue();
    assertThat(entries.at("/0/matches/ipv4/ietf-acldns:dst-dnsname").asText())
        .isEqualTo("cloud.example");
    assertThat(entries.at("/0/matches/tcp/destination-port/port").asInt()).isEqualTo(443);
  }

  @Test
  void a_list_that_was_not_verified_as_a_whole_is_not_exported() {
    SampleDevice needy =
        new SampleDevice("bulb", "Bulb", "bulb").contacts("a.example:443/tcp", Party.FIRST);
    assertThat(export(needy.needs("switching on", LAN, "a.example:443/tcp")).files()).isEmpty();
  }

  @Test
  void hostile_names_cannot_add_a_line() {
    SampleDevice evil =
        new SampleDevice("bulb", "B\n0.0.0.0 bank.example\u202e", "bulb")
            .contacts("a\"^$@;(){}|'#!.example:443/tcp", Party.THIRD)
            .contacts("ok.example:443/tcp", Party.THIRD)
            .needs("switching on", LAN);
    export(evil)
        .files()
        .forEach((name, content) -> harmless(name, new String(content, StandardCharsets.UTF_8)));
  }

  private static void harmless(String name, String text) {
    if (name.endsWith("mud.json")) {
      return;
    }
    List<String> lines = text.lines().filter(line -> !line.strip().matches("[#;!].*")).toList();
    assertThat(lines).as(name).noneMatch(line -> line.contains("bank") || line.contains("$@;"));
    assertThat(lines)
        .as(name)
        .anyMatch(line -> line.contains(name.endsWith(".nft") ? "203.0.113.7" : "ok.example"));
  }

  @Test
  @Needs(programs = "named-checkzone")
  void bind_reads_the_zone() throws Exception {
    consumer("named-checkzone", "bulb.rpz.invalid", file("rpz.zone"));
  }

  @Test
  @Needs(programs = "unbound-checkconf")
  void unbound_reads_its_file() throws Exception {
    consumer("unbound-checkconf", file("unbound.conf"));
  }

  @Test
  @Needs(programs = "dnsmasq")
  void dnsmasq_reads_its_files() throws Exception {
    consumer("dnsmasq", "--test", "--conf-file=" + file("dnsmasq.conf"));
    consumer("dnsmasq", "--test", "--conf-file=" + file("nftset.conf"));
  }

  @Test
  @Needs(programs = "nft", also = AsRoot.class)
  void nftables_reads_its_file() throws Exception {
    consumer("nft", "-c", "-f", file("nftables.nft"));
  }

  private String file(String name) throws IOException {
    SampleDevice bulb =
        bulb()
            .contacts("198.51.100.9/icmp", Party.UNKNOWN)
            .contacts("[2001:db8::7]:443/tcp", Party.UNKNOWN);
    Path file = folder.resolve(name);
    Files.writeString(file, export(bulb).text("exports/bulb/" + name));
    return file.toString();
  }

  private static void consumer(String... command) throws Exception {
    command[0] = Machine.program(command[0]);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static SampleDevice bulb() {
    return new SampleDevice("bulb", "Bulb", "bulb")
        .contacts("cloud.example:443/tcp", Party.FIRST)
        .contacts("ntp.example:123/udp", Party.SUPPORT)
        .needs("switching on", LAN, "cloud.example:443/tcp");
  }

  private static MemoryOutput export(SampleDevice... devices) {
    SampleRun run = new SampleRun(List.of(devices), 2, LabKind.SIMULATED, List.of());
    MemoryOutput files = MemoryOutput.of(new Exports(), MemoryOutput.data(run));
    MemoryOutput.of(new MudProfile(), MemoryOutput.data(run)).files().forEach(files::write);
    return files;
  }
}
