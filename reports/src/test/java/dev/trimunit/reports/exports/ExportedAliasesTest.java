// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.reports.MemoryOutput;
import dev.trimunit.reports.SampleDevice;
import dev.trimunit.reports.SampleRun;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What exports know beyond the names of a list: aliases, every address, ways around a resolver. */
@Tag("slow")
final class ExportedAliasesTest {
  private static final Set<Vantage> LAN = Set.of(Vantage.LAN);

  /** Its server is an alias of a host of the network that carries it, which it asks for, too. */
  private static SampleDevice kettle() {
    return new SampleDevice("kettle", "Kettle", "kettle")
        .contacts("hub.kettle.example:443/tcp", Party.FIRST)
        .contacts("front.carrier.example:443/tcp", Party.SUPPORT)
        .contacts("stats.example:443/tcp", Party.THIRD)
        .alias("hub.kettle.example", "lb.carrier.example", "front.carrier.example")
        .needs("boiling", LAN, "hub.kettle.example:443/tcp");
  }

  private static String export(String file, SampleDevice... devices) {
    SampleRun run = new SampleRun(List.of(devices), 2, LabKind.SIMULATED, List.of());
    return MemoryOutput.of(new Exports(), MemoryOutput.data(run)).text("exports/" + file);
  }

  private static String blocking(String text) {
    return text.lines()
        .filter(line -> !line.strip().matches("[#;!].*"))
        .reduce("", (all, line) -> all + line + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rpz.zone", "unbound.conf", "dnsmasq.conf", "hosts", "adguard.txt", "pihole.txt"})
  void a_name_that_a_needed_one_leads_through_is_left_out_and_says_why(String file) {
    String text = export("kettle/" + file, kettle());
    assertThat(text)
        .contains(
            "left out: front.carrier.example, because the device asks for hub.kettle.example, whose"
                + " answer leads through it as an alias");
    assertThat(blocking(text)).contains("stats.example").doesNotContain("carrier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnsmasq.conf", "hosts", "adguard.txt", "pihole.txt"})
  void so_is_one_that_another_device_s_name_leads_through_where_every_device_is_hit(String file) {
    SampleDevice scale =
        new SampleDevice("scale", "Scale", "scale")
            .contacts("front.carrier.example:443/tcp", Party.SUPPORT)
            .contacts("own.scale.example:443/tcp", Party.FIRST)
            .needs("weighing", LAN, "own.scale.example:443/tcp");
    assertThat(export("scale/" + file, scale, kettle()))
        .contains(
            "because another device asks for hub.kettle.example, whose answer leads through it");
    assertThat(blocking(export("scale/rpz.zone", scale, kettle())))
        .contains("front.carrier.example");
  }

  @Test
  void the_alias_of_a_name_that_is_blocked_itself_keeps_nothing() {
    SampleDevice kettle =
        kettle().alias("hub.kettle.example").alias("stats.example", "front.carrier.example");
    assertThat(blocking(export("kettle/rpz.zone", kettle))).contains("front.carrier.example");
  }

  @Test
  void every_address_that_was_handed_out_is_refused_and_new_ones_can_be_followed() {
    SampleDevice kettle =
        kettle()
            .resolves("hub.kettle.example", "198.51.100.30")
            .resolves(
                "stats.example", "198.51.100.40", "198.51.100.41", "2001:db8::42", "198.51.100.30");
    String rules = export("kettle/nftables.nft", kettle);
    for (String address :
        List.of("ip daddr 198.51.100.40", "ip daddr 198.51.100.41", "ip6 daddr 2001:db8::42")) {
      assertThat(rules).contains(address + " tcp dport 443 counter reject");
    }
    assertThat(rules)
        .contains("left out: 198.51.100.30, because the device needs hub.kettle.example:443/tcp")
        .doesNotContain("127.0.0.1")
        .contains(
            "set kept_tcp_443_v4 { type ipv4_addr; comment \"needed\"; elements = { 198.51.100.30 }; }");
    assertThat(rules.indexOf("daddr @kept_tcp_443_v4 tcp dport 443 return"))
        .isPositive()
        .isLessThan(rules.indexOf("counter reject"));
    assertThat(export("kettle/nftset.conf", kettle))
        .contains("nftset=/hub.kettle.example/4#inet#trimunit_kettle#kept_tcp_443_v4,6#")
        .containsPattern("nftset=/stats.example/4#inet#trimunit_kettle#new_\\d_v4,6#");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rpz.zone", "unbound.conf", "dnsmasq.conf", "hosts", "adguard.txt", "pihole.txt"})
  void ways_around_a_resolver_are_said(String file) {
    SampleDevice kettle =
        kettle()
            .contacts("203.0.113.53:53/udp", Party.UNKNOWN)
            .contacts("doh.resolver.example:443/tcp", Party.THIRD)
            .contacts("198.51.100.8:8443/tcp", Party.UNKNOWN);
    assertThat(export("kettle/" + file, kettle))
        .contains("this device also asks 203.0.113.53:53/udp itself")
        .contains("this device also contacts doh.resolver.example:443/tcp, by its name a resolver")
        .contains("bare addresses, which no resolver's list reaches: 198.51.100.8:8443/tcp");
    assertThat(export("kettle/" + file, kettle())).doesNotContain("this device also");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rpz.zone", "hosts", "pihole.txt", "nftables.nft", "nftset.conf"})
  void each_file_says_what_was_verified_and_how(String file) {
    assertThat(export("kettle/" + file, kettle()))
        .contains("verified in the simulated lab, protocol ")
        .containsPattern("everything worked in \\d of \\d trials")
        .containsPattern("form: the trials (answered|refused)");
  }
}
