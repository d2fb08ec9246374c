// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Transport;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BlockPlanTest {
  private static Set<DestinationPattern> patterns(String text) {
    return split(text).stream()
        .map(DestinationPattern::parse)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Destination> destinations(String text) {
    return split(text).stream()
        .map(Destination::parse)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
  }

  private static BlockPlan plan(String blocked, String known, Strength strength) {
    return new BlockPlan(patterns(blocked), destinations(known), strength);
  }

  private static AddressBook book() {
    AddressBook book = new AddressBook();
    book.hand(DnsName.of("a.test"), IpAddress.parse("192.0.2.1"));
    book.hand(DnsName.of("a.test"), IpAddress.parse("2001:db8::1"));
    book.hand(DnsName.of("x.a.test"), IpAddress.parse("192.0.2.2"));
    book.learn(DnsName.of("a.test"), IpAddress.parse("192.0.2.9"));
    return book;
  }

  @ParameterizedTest(name = "{0} of {1}: {2} overridden {3}")
  @CsvSource({
    // A pattern on every port overrides, known or not.
    "a.test, '', a.test, true",
    "a.test, '', x.a.test, true",
    "a.test, '', xa.test, false",
    "=a.test, '', x.a.test, false",
    "=a.test, '', a.test, true",
    // One port leaves the others alone, also those that nobody knows of yet.
    "=a.test:443/tcp, a.test:443/tcp, a.test, false",
    "=a.test:443/tcp, a.test:443/tcp a.test:123/udp, a.test, false",
    "=a.test:443/tcp =a.test:123/udp, a.test:443/tcp a.test:123/udp, a.test, false",
    "a.test:443/tcp, a.test:443/tcp x.a.test:443/tcp, x.a.test, false",
    "a.test/udp, a.test:123/udp, a.test, false",
    "=a.test:443/tcp, '', a.test, false",
    "192.0.2.1, '', a.test, false",
    // Of a name that is only looked up, the answer is all that can be refused.
    "=a.test/name, a.test/name, a.test, true",
    "=a.test/name, a.test/name, x.a.test, false",
    "a.test/name, '', x.a.test, true",
    "=a.test:443/tcp, a.test/name, a.test, false",
  })
  void a_name_is_overridden_when_every_port_of_it_is_blocked(
      String blocked, String known, String name, boolean overridden) {
    BlockPlan plan = plan(blocked, known, Strength.NORMAL);
    assertThat(!plan.overriding(DnsName.of(name)).isEmpty()).isEqualTo(overridden);
  }

  @ParameterizedTest(name = "{0} of {1}, {2}: {3}")
  @CsvSource({
    "=a.test:443/tcp, a.test:443/tcp a.test:80/tcp, NORMAL, 192.0.2.1:443/tcp 2001:db8::1:443/tcp",
    "=a.test:443/tcp, a.test:443/tcp, NORMAL, 192.0.2.1:443/tcp 2001:db8::1:443/tcp",
    "=a.test:443/tcp, a.test:443/tcp, STRONG, 192.0.2.1:443/tcp 192.0.2.9:443/tcp 2001:db8::1:443/tcp",
    "=a.test/name, a.test/name, NORMAL, ''",
    "=a.test/name, a.test/name, STRONG, ''",
    "a.test, '', NORMAL, ''",
    "a.test, '', STRONG, 192.0.2.1 192.0.2.2 192.0.2.9 2001:db8::1",
    "203.0.113.7/icmp, '', NORMAL, 203.0.113.7/icmp",
    "203.0.113.7, '', NORMAL, 203.0.113.7",
    "nobody.test:80/tcp, '', NORMAL, ''",
  })
  void what_dns_cannot_refuse_the_firewall_does(
      String blocked, String known, Strength strength, String rules) {
    List<String> found =
        plan(blocked, known, strength).rules(book()).stream().map(BlockPlanTest::text).toList();
    assertThat(found).containsExactlyInAnyOrderElementsOf(split(rules));
  }

  /** {@code b.test} has the first address of {@code a.test}, too. */
  private static AddressBook shared() {
    AddressBook book = book();
    book.hand(DnsName.of("b.test"), IpAddress.parse("192.0.2.1"));
    return book;
  }

  @ParameterizedTest(name = "{0} of {1}: by name {2}, shared {3}")
  @CsvSource({
    "=a.test:443/tcp, a.test:443/tcp b.test:443/tcp, true, ''",
    "=a.test:443/tcp, a.test:443/tcp b.test:80/tcp, false, ''",
    "=a.test:443/tcp, a.test:443/tcp, false, ''",
    "=a.test:443/tcp =b.test:443/tcp, a.test:443/tcp b.test:443/tcp, false, ''",
    "=a.test:443/tcp, a.test:443/tcp a.test:80/tcp b.test:443/tcp, false, 192.0.2.1 with b.test:443/tcp",
    "192.0.2.1:443/tcp, b.test:443/tcp, false, ''",
    "192.0.2.1:443/tcp, 192.0.2.1:443/tcp b.test:443/tcp, false, 192.0.2.1 with b.test:443/tcp",
    "=a.test, a.test:443/tcp b.test:443/tcp, true, ''",
  })
  void what_shares_an_address_is_spared_or_told(
      String blocked, String known, boolean byName, String told) {
    BlockPlan plan = plan(blocked, known, Strength.NORMAL).sparing(shared());
    assertThat(!plan.overriding(DnsName.of("a.test")).isEmpty()).isEqualTo(byName);
    assertThat(plan.patterns().stream().flatMap(p -> plan.shared(p, shared()).stream()))
        .containsExactlyElementsOf(told.isEmpty() ? List.of() : List.of(told));
  }

  @Test
  void a_strong_block_refuses_by_address_all_the_same_and_tells() {
    BlockPlan plan =
        plan("=a.test:443/tcp", "a.test:443/tcp b.test:443/tcp", Strength.STRONG).sparing(shared());
    assertThat(plan.shared(DestinationPattern.parse("=a.test:443/tcp"), shared()))
        .containsExactly("192.0.2.1 with b.test:443/tcp");
  }

  private static String text(FirewallRule rule) {
    Transport transport = rule.transport();
    return rule.address()
        + (rule.port() < 0 ? "" : ":" + rule.port())
        + (transport == null ? "" : "/" + transport);
  }

  @Test
  void an_address_is_refused_as_soon_as_it_was_handed_out() {
    AddressBook book = book();
    BlockPlan plan = plan("=a.test:443/tcp", "a.test:443/tcp a.test:80/tcp", Strength.NORMAL);
    Firewall firewall = new Firewall(plan, book);
    IpAddress late = IpAddress.parse("192.0.2.77");
    assertThat(firewall.passes(late, Transport.TCP, 443)).isTrue();
    book.hand(DnsName.of("a.test"), late);
    assertThat(firewall.passes(late, Transport.TCP, 443)).isFalse();
    assertThat(firewall.passes(late, Transport.TCP, 80)).isTrue();
    assertThat(firewall.passes(late, Transport.UDP, 443)).isTrue();
    assertThat(firewall.dropped(DestinationPattern.parse("=a.test:443/tcp"))).isEqualTo(1);
  }

  @Test
  void icmp_means_both_families() {
    Firewall firewall =
        new Firewall(plan("2001:db8::7/icmp", "", Strength.NORMAL), new AddressBook());
    assertThat(firewall.passes(IpAddress.parse("2001:db8::7"), Transport.ICMPV6, -1)).isFalse();
    assertThat(firewall.passes(IpAddress.parse("2001:db8::8"), Transport.ICMPV6, -1)).isTrue();
  }
}
