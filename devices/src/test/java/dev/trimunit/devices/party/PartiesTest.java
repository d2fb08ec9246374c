// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Party;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PartiesTest {

  @ParameterizedTest
  @CsvSource({
    "TP-Link, use1-api.tplinkra.com:443/tcp, FIRST", // by the data
    "TP-LINK Technologies, n-devs.tplinkcloud.com:443/tcp, FIRST",
    "Yi, use1-api.tplinkra.com:443/tcp, THIRD", // another maker's
    "TP-Link, 2.pool.ntp.org:123/udp, SUPPORT",
    "TP-Link, time.nist.gov:123/udp, SUPPORT",
    "TP-Link, x.iot.us-east-1.amazonaws.com:8883/tcp, SUPPORT",
    "Amazon, x.s3.amazonaws.com:443/tcp, FIRST",
    "Amazon, aax-eu.amazon-adsystem.com:443/tcp, THIRD", // advertising
    "Yi Technology, log.us.xiaoyi.com:80/tcp, SUPPORT", // as published
    "Yi Technology, api.us.xiaoyi.com:443/tcp, FIRST",
    "Sonoff, eu.sonoff-cloud.example:443/tcp, UNKNOWN", // .example is no registry's suffix
    "Sonoff, eu.sonoff.tech:443/tcp, FIRST", // by the maker's name
    "Yi, 8.8.8.8:53/udp, SUPPORT",
    "Yi, 198.51.100.1:123/udp, SUPPORT",
    "Yi, 198.51.100.1:443/tcp, UNKNOWN",
    "'', notamazonaws.com:443/tcp, UNKNOWN"
  })
  void who_runs_a_destination(String maker, String destination, Party expected) {
    Attribution found = Parties.of(maker, List.of()).party(Destination.parse(destination));
    assertThat(found.party()).as(found.toString()).isEqualTo(expected);
    assertThat(found.reason()).isNotEmpty();
  }

  @Test
  void a_device_s_own_domains_come_before_rules_as_specific() {
    Parties parties = Parties.of("Acme", List.of(DnsName.of("acme.amazonaws.com")));
    assertThat(parties.party(Destination.parse("a.acme.amazonaws.com:443/tcp")).party())
        .isEqualTo(Party.FIRST);
    assertThat(parties.party(Destination.parse("b.amazonaws.com:443/tcp")).party())
        .isEqualTo(Party.SUPPORT);
  }

  @Test
  void users_add_rules(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mine.txt"),
            "company Acme = Roadrunner # brand\nacme.test third Acme\nntp.org third Odd\n");
    PartyData data = PartyData.builtIn().and(file);
    assertThat(
            Parties.of(data, "roadrunner", List.of())
                .party(Destination.parse("x.acme.test:1/tcp"))
                .party())
        .isEqualTo(Party.FIRST);
    Attribution found = Parties.of(data, "", List.of()).party(Destination.parse("ntp.org:123/udp"));
    assertThat(found.party()).isEqualTo(Party.THIRD);
    assertThat(found.reason()).contains("mine.txt:3");
    assertThatThrownBy(() -> data.and(List.of("", "acme.test first Acme"), "bad.txt"))
        .hasMessageContaining("bad.txt:2")
        .hasMessageContaining("third");
  }

  @ParameterizedTest
  @CsvSource({
    "a2x.iot.us-east-1.amazonaws.com, amazonaws.com",
    "0.pool.ntp.org, ntp.org",
    "_mqtt._tcp.vendor.co.uk, vendor.co.uk",
    "printer.local,",
    "gw,",
    "com,"
  })
  void registrable_domains(String name, String expected) {
    assertThat(RegistrableDomain.of(DnsName.of(name)).map(DnsName::text).orElse(null))
        .isEqualTo(expected);
  }
}
