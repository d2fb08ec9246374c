// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ntp.org:123/udp",
        "ntp.org/tcp",
        "203.0.113.7/icmp",
        "203.0.113.7:443/tcp",
        "[2001:db8::7]:443/tcp",
        "2001:db8::7/tcp",
        "2001:db8::7/icmpv6",
        "diag.example/name",
        "203.0.113.7/ip/47",
        "</script>.example:443/tcp",
        "a/b:80.example:443/tcp",
        "x:80:443/tcp",
        "[not-an-address].example:443/tcp",
        "javascript:alert(1)//.example:443/tcp"
      })
  void its_text_is_read_back_whatever_the_name(String text) {
    assertThat(Destination.parse(text)).hasToString(text);
  }

  @Test
  void every_host_comes_back_with_its_port() {
    for (String name :
        new String[] {
          "x:80",
          "a/tcp",
          "a/ip",
          "[::1]:80",
          "=a",
          "ip/6",
          "198.51.100.99.",
          "2001:db8::7.",
          "[2001:db8::7].",
          "a:b",
          "1:2:3:4:5:6:7",
          "dead::"
        }) {
      Destination destination = new Destination(DnsName.of(name), Transport.TCP, 443);
      assertThat(Destination.parse(destination.toString())).isEqualTo(destination);
    }
  }

  @Test
  void a_name_that_looks_like_an_address_is_another_host_than_the_address() {
    Destination name = new Destination(DnsName.of("198.51.100.99."), Transport.TCP, 443);
    Destination address = Destination.parse("198.51.100.99:443/tcp");
    assertThat(name).isNotEqualTo(address).hasToString("198.51.100.99.:443/tcp");
    assertThat(name.exactly()).isNotEqualByComparingTo(address.exactly());
    assertThat(DestinationPattern.parse("198.51.100.99.").covers(name)).isTrue();
  }

  @Test
  void a_text_without_transport_is_none() {
    assertThatThrownBy(() -> Destination.parse("ntp.org:123"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ntp.org:123")
        .hasMessageContaining("lacks its transport");
  }
}
