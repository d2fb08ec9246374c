// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsAnswer;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DnsPolicyTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int NAME_ERROR = 3;
  private static final int NOT_IMPLEMENTED = 4;
  private static final int REFUSED = 5;

  private final NameSpace names = new NameSpace();
  private final AddressBook book = new AddressBook();
  private final DnsPolicy policy = new DnsPolicy(names, book, () -> NOW);

  @BeforeEach
  void fill() {
    names.put(DnsName.of("a.test"), addresses("192.0.2.1", "2001:db8::1"));
    names.put(DnsName.of("www.a.test"), new NameRecords(List.of(), DnsName.of("cdn.b.test"), 60));
    names.put(DnsName.of("cdn.b.test"), addresses("192.0.2.2"));
    names.put(DnsName.of("loop.test"), new NameRecords(List.of(), DnsName.of("loop.test"), 60));
  }

  private static NameRecords addresses(String... texts) {
    return new NameRecords(Arrays.stream(texts).map(IpAddress::parse).toList(), null, 30);
  }

  private void block(BlockAnswer mode, String pattern) {
    Set<DestinationPattern> blocked = Set.of(DestinationPattern.parse(pattern));
    policy.apply(new BlockPlan(blocked, Set.of(), Strength.NORMAL), mode);
  }

  private Optional<DnsReply> ask(String name, String type) {
    return policy
        .answer(DnsQueries.query(4711, DnsName.of(name), type))
        .map(answer -> DnsQueries.reply(answer).orElseThrow());
  }

  private List<String> addressesOf(String name, String type) {
    return ask(name, type).orElseThrow().addresses().stream().map(IpAddress::toString).toList();
  }

  @Test
  void what_is_not_blocked_is_answered_as_it_is_and_remembered() {
    assertThat(addressesOf("a.test", "A")).containsExactly("192.0.2.1");
    assertThat(addressesOf("a.test", "AAAA")).containsExactly("2001:db8::1");
    assertThat(book.handed(DestinationPattern.parse("a.test")))
        .extracting(IpAddress::toString)
        .containsExactly("192.0.2.1", "2001:db8::1");
    assertThat(policy.events())
        .first()
        .isEqualTo(
            new DnsEvent(
                NOW,
                DnsName.of("a.test"),
                "A",
                DnsAnswer.ANSWERED,
                List.of(IpAddress.parse("192.0.2.1")),
                List.of(),
                30));
  }

  @Test
  void an_address_behind_an_alias_belongs_to_the_name_that_was_asked_for() {
    assertThat(addressesOf("www.a.test", "A")).containsExactly("192.0.2.2");
    assertThat(book.handed(DestinationPattern.parse("=www.a.test"))).hasSize(1);
    assertThat(book.handed(DestinationPattern.parse("=cdn.b.test"))).isEmpty();
    assertThat(policy.events().get(0).aliases()).containsExactly(DnsName.of("cdn.b.test"));
  }

  @Test
  void under_a_strong_block_names_of_resolvers_that_hide_questions_are_overridden() {
    names.put(DnsName.of("dns.google"), addresses("192.0.2.8"));
    names.put(DnsName.of("x.cloudflare-dns.com"), addresses("192.0.2.9"));
    block(BlockAnswer.LOOPBACK, "a.test");
    assertThat(addressesOf("dns.google", "A")).containsExactly("192.0.2.8");
    Set<DestinationPattern> blocked = Set.of(DestinationPattern.parse("a.test"));
    BlockPlan strong = new BlockPlan(blocked, Set.of(), Strength.STRONG);
    policy.apply(strong, BlockAnswer.LOOPBACK);
    assertThat(addressesOf("dns.google", "A")).containsExactly("127.0.0.1");
    assertThat(addressesOf("x.cloudflare-dns.com", "A")).containsExactly("127.0.0.1");
    assertThat(addressesOf("google", "A")).isEmpty();
    assertThat(policy.overridden(DestinationPattern.parse("a.test"))).isZero();
    assertThat(strong.rules(book))
        .extracting(FirewallRule::address, FirewallRule::port)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(IpAddress.parse("192.0.2.8"), 443));
  }

  @Test
  void an_alias_of_itself_ends() {
    assertThat(ask("loop.test", "A").orElseThrow().addresses()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"A, 127.0.0.1", "AAAA, ::1", "HTTPS, ''", "SVCB, ''", "TXT, ''"})
  void loopback_overrides_every_type(String type, String address) {
    block(BlockAnswer.LOOPBACK, "a.test");
    assertThat(String.join(" ", addressesOf("sub.a.test", type))).isEqualTo(address);
    assertThat(policy.overridden(DestinationPattern.parse("a.test"))).isEqualTo(1);
    assertThat(policy.events().get(0).answer()).isEqualTo(DnsAnswer.OVERRIDDEN);
    assertThat(book.handed(DestinationPattern.parse("a.test"))).isEmpty();
  }

  @Test
  void loopback_answers_any_with_both_families() {
    block(BlockAnswer.LOOPBACK, "a.test");
    assertThat(addressesOf("a.test", "ANY")).containsExactly("127.0.0.1", "::1");
  }

  @Test
  void the_other_modes_refuse_in_their_own_words() {
    block(BlockAnswer.NAME_ERROR, "a.test");
    assertThat(ask("a.test", "A").orElseThrow().rcode()).isEqualTo(NAME_ERROR);
    block(BlockAnswer.REFUSED, "a.test");
    assertThat(ask("a.test", "A").orElseThrow().rcode()).isEqualTo(REFUSED);
    block(BlockAnswer.SILENCE, "a.test");
    assertThat(ask("a.test", "A")).isEmpty();
    assertThat(policy.overridden(DestinationPattern.parse("a.test"))).isEqualTo(1);
    assertThat(ask("cdn.b.test", "A").orElseThrow().addresses()).isNotEmpty();
  }

  @Test
  void unknown_names_and_silent_servers_are_told_apart() {
    ask("nobody.test", "A");
    DnsPolicy cutOff = new DnsPolicy(query -> Optional.empty(), book, () -> NOW);
    cutOff.answer(DnsQueries.query(1, DnsName.of("a.test"), "A"));
    assertThat(policy.events().get(0).answer()).isEqualTo(DnsAnswer.NAME_ERROR);
    assertThat(cutOff.events().get(0).answer()).isEqualTo(DnsAnswer.SERVER_FAILURE);
  }

  @Test
  void an_answer_to_another_question_is_no_answer() {
    byte[] other = names.ask(DnsQueries.query(1, DnsName.of("cdn.b.test"), "A")).orElseThrow();
    DnsPolicy fooled = new DnsPolicy(query -> Optional.of(other), book, () -> NOW);
    fooled.answer(DnsQueries.query(1, DnsName.of("a.test"), "A"));
    assertThat(fooled.events().get(0).answer()).isEqualTo(DnsAnswer.SERVER_FAILURE);
    assertThat(book.handed(DestinationPattern.parse("a.test"))).isEmpty();
  }

  @Test
  void a_response_is_never_answered() {
    byte[] response = names.ask(DnsQueries.query(1, DnsName.of("a.test"), "A")).orElseThrow();
    assertThat(policy.answer(response)).isEmpty();
  }

  @Test
  void an_update_is_not_implemented() {
    byte[] update = DnsQueries.query(1, DnsName.of("a.test"), "A");
    update[2] = (byte) (5 << 3);
    byte[] answer = policy.answer(update).orElseThrow();
    assertThat(answer[3] & 0xf).isEqualTo(NOT_IMPLEMENTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 11})
  void fewer_octets_than_a_header_get_silence(int length) {
    assertThat(policy.answer(new byte[length])).isEmpty();
  }

  @Test
  void junk_never_throws() {
    Random random = new Random(1);
    byte[] query = DnsQueries.query(4711, DnsName.of("www.a.test"), "A");
    for (int i = 0; i < 20_000; i++) {
      byte[] junk = i % 2 == 0 ? new byte[random.nextInt(80)] : query.clone();
      if (i % 2 == 0) {
        random.nextBytes(junk);
      } else {
        junk[random.nextInt(junk.length)] = (byte) random.nextInt(256);
      }
      assertThatCode(() -> policy.answer(junk)).doesNotThrowAnyException();
    }
  }

  @Test
  void hostile_labels_are_escaped() {
    byte[] query = DnsQueries.query(1, DnsName.of("a\\046b\\000.test"), "A");
    policy.answer(query);
    assertThat(policy.events().get(0).question().text()).isEqualTo("a\\046b\\000.test");
  }

  @Test
  void what_does_not_fit_a_datagram_is_truncated_and_whole_over_tcp() {
    String[] many = new String[60];
    Arrays.setAll(many, i -> "198.51.100." + (i + 1));
    names.put(DnsName.of("many.test"), addresses(many));
    byte[] query = DnsQueries.query(1, DnsName.of("many.test"), "A");
    byte[] truncated = policy.answer(query).orElseThrow();
    assertThat(truncated).hasSizeLessThanOrEqualTo(512);
    assertThat(truncated[2] & 0x02).as("truncation flag").isNotZero();
    assertThat(
            DnsQueries.reply(policy.answerOverTcp(query).orElseThrow()).orElseThrow().addresses())
        .hasSize(60);
  }

  @Test
  void capitals_make_no_other_name() {
    block(BlockAnswer.LOOPBACK, "a.test");
    byte[] query = DnsQueries.query(1, DnsName.of("a.test"), "A");
    query[13] = 'A';
    assertThat(DnsQueries.reply(policy.answer(query).orElseThrow()).orElseThrow().addresses())
        .containsExactly(IpAddress.parse("127.0.0.1"));
  }
}
