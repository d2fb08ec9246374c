// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write by mistake is refused with the way to write it. */
final class WrittenDestinationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ntp.org",
        "NTP.Org",
        "ntp.org.",
        "ntp.org:123",
        "ntp.org:123/udp",
        "=api.example.com",
        "_service.example",
        "müller.example",
        "example",
        "*.g.example",
        "eu-*.g.example:443/tcp",
        "a.*.g.example",
        "4.pool.example",
        "cafe.example:65535/tcp",
        "203.0.113.7",
        "203.0.113.7/icmp",
        "203.0.113.7/ip/47",
        "2001:db8::face",
        "2001:db8::face/tcp",
        "[2001:db8::7]:443/tcp",
        "[2001:db8::7]"
      })
  void what_is_documented_is_read(String text) {
    assertThat(DestinationPattern.parse(text)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "*.g.example:4*3 | not for a port",
        "**.g.example | as in shard*.example.com",
        ".g.example | g.example is that name and every name below it",
        "g.* | never for its last label: *.ntp.org",
        "g.*:443/tcp | never for its last label: *.ntp.org:443/tcp",
        "* | never for its last label: *.ntp.org",
        "\"tele.g.example\" | without quotes: tele.g.example",
        "'tele.g.example' | without quotes: tele.g.example",
        "“tele.g.example” | without quotes: tele.g.example",
        "tele.g.example, x.example | names one destination: tele.g.example",
        "tele.g.example,x.example | names one destination: tele.g.example",
        "bad name.g.example | names one destination: bad",
        "<destinaton> | <destinaton> is a placeholder that nothing fills in",
        "https://tele.g.example/ | as tele.g.example:443/tcp",
        "mqtt://tele.g.example | as tele.g.example:1883/tcp",
        "http://tele.g.example:8080/x?y | as tele.g.example:8080/tcp",
        "203.0.113.0/24 | write its addresses one by one, as 203.0.113.0",
        "2001:db8::/32 | write its addresses one by one, as 2001:db8::",
        "tele.g.example:440-450 | tele.g.example:443/tcp, or none: tele.g.example",
        "tele.g.example:https | a port is a number: tele.g.example:443",
        "tele.g.example:https/tcp | a port is a number: tele.g.example:443",
        "tele.g.example:443/quic | QUIC is udp: tele.g.example:443/udp",
        "tele.g.example:443/https | the transport is tcp: tele.g.example:443/tcp",
        "tele.g.example:0 | port 0 is none",
        "tele.g.example:70000 | Port 70000",
        "tele..example | '' is no part of a host name",
        "tele.g.example/path | Unknown transport 'path'",
        "te#le.example | 'te#le' is no part of a host name",
        "203.0.113.300 | it ends with a number, but is no address",
        "203.0.113 | it ends with a number, but is no address"
      })
  void a_slip_is_refused_with_the_way_to_write_it(String text, String way) {
    assertThatThrownBy(() -> DestinationPattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(way);
  }

  @Test
  void a_name_is_as_long_as_dns_allows() {
    String label = "a".repeat(63);
    String most = String.join(".", label, label, label, "b".repeat(61));
    assertThat(DestinationPattern.parse(most).host()).hasToString(most);
    assertThatThrownBy(() -> DestinationPattern.parse(most + "b"))
        .hasMessageContaining("at most 253 characters");
    assertThatThrownBy(() -> DestinationPattern.parse("a" + label + ".example"))
        .hasMessageContaining("at most 63");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=*.g.example", "=\"x\".example", "=te#le.example", "=203.0.113.300"})
  void behind_an_equals_sign_a_name_is_what_a_packet_held(String text) {
    assertThat(DestinationPattern.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "*.g.example:443/tcp, a device asks for whole names",
    "bad name.g.example:443/tcp, names one destination",
    "g.example:0/tcp, port 0 is none",
    "g.example, lacks its transport"
  })
  void a_destination_in_a_file_is_read_as_strictly(String text, String why) {
    assertThatThrownBy(() -> Destination.written(text)).hasMessageContaining(why);
  }
}
