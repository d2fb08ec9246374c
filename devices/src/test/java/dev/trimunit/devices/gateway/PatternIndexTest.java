// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found by looking up is what a search through all patterns finds. */
final class PatternIndexTest {
  private static final SortedSet<DestinationPattern> PATTERNS =
      new TreeSet<>(
          Stream.of(
                  "test",
                  "a.test",
                  "=a.test:443/tcp",
                  "=x.a.test:80/tcp",
                  "x.a.test/udp",
                  "=n*.a.test:443/tcp",
                  "a.testing",
                  "203.0.113.7",
                  "203.0.113.8/icmp")
              .map(DestinationPattern::parse)
              .toList());

  private static final KnownDestinations KNOWN =
      new KnownDestinations(
          Set.of(
              Destination.parse("n*.a.test:443/tcp"),
              Destination.parse("n7.a.test:443/tcp"),
              Destination.parse("a.test:443/tcp")));

  private final PatternIndex index = new PatternIndex(PATTERNS, KNOWN::means);

  @ParameterizedTest
  @ValueSource(
      strings = {"test", "a.test", "x.a.test", "y.x.a.test", "xa.test", "n1.a.test", "n7.a.test"})
  void a_name_is_covered_by_what_means_it_in_the_order_of_patterns(String name) {
    DnsName asked = DnsName.of(name);
    assertThat(index.covering(asked).stream().map(PatternIndex.Numbered::pattern))
        .containsExactlyElementsOf(
            PATTERNS.stream().filter(pattern -> KNOWN.means(pattern, asked)).toList());
  }

  @Test
  void bare_addresses_are_found_without_a_name() {
    assertThat(index.ofAddresses().map(numbered -> numbered.pattern().toString()))
        .containsExactlyInAnyOrder("203.0.113.7", "203.0.113.8/icmp");
  }

  @Test
  void a_member_of_a_family_that_is_known_by_its_own_name_is_no_part_of_it() {
    DestinationPattern family = DestinationPattern.parse("=n*.a.test:443/tcp");
    assertThat(Stream.of("n1.a.test", "n7.a.test", "n*.a.test").map(DnsName::of))
        .filteredOn(name -> KNOWN.means(family, name))
        .containsExactly(DnsName.of("n1.a.test"), DnsName.of("n*.a.test"));
    assertThat(KNOWN.stands(DnsName.of("n*.a.test"), DnsName.of("n7.a.test"))).isFalse();
    assertThat(KNOWN.stands(DnsName.of("n*.a.test"), DnsName.of("n1.a.test"))).isTrue();
  }

  @Test
  void a_name_is_covered_when_each_known_port_of_it_is() {
    KnownDestinations ports =
        new KnownDestinations(
            Set.of(Destination.parse("a.test:443/tcp"), Destination.parse("a.test:80/tcp")));
    DnsName name = DnsName.of("a.test");
    DestinationPattern https = DestinationPattern.parse("=a.test:443/tcp");
    DestinationPattern http = DestinationPattern.parse("=a.test:80/tcp");
    assertThat(ports.areCovered(name, List.of(https))).isFalse();
    assertThat(ports.areCovered(name, List.of(https, http))).isTrue();
    assertThat(ports.areCovered(DnsName.of("b.test"), List.of(https))).isFalse();
  }
}
