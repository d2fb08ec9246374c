// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

final class CachingUpstreamTest {
  private final AtomicLong nanos = new AtomicLong();
  private final NameSpace internet = new NameSpace();
  private int asked;
  private final CachingUpstream cache = new CachingUpstream(this::count, nanos::get, 2);

  CachingUpstreamTest() {
    internet.put(
        DnsName.of("a.example"),
        new NameRecords(List.of(IpAddress.parse("203.0.113.7")), null, 100));
  }

  @Test
  void an_answer_is_kept_for_its_time_to_live_and_says_what_is_left() {
    assertThat(ask("a.example", 1).ttl()).isEqualTo(100);
    pass(40);
    DnsReply later = ask("a.example", 2);
    assertThat(later.ttl()).isEqualTo(60);
    assertThat(later.id()).isEqualTo(2);
    assertThat(asked).isEqualTo(1);
    pass(60);
    assertThat(ask("a.example", 3).ttl()).isEqualTo(100);
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void no_such_name_is_kept_as_long_as_its_soa_says() {
    ask("nowhere.example", 1);
    pass(Overrides.TTL - 1);
    ask("nowhere.example", 2);
    assertThat(asked).isEqualTo(1);
    pass(1);
    ask("nowhere.example", 3);
    assertThat(asked).isEqualTo(2);
  }

  /** Found by fuzzing: it was kept, and stopped whoever asked again. */
  @Test
  void an_answer_to_another_question_is_not_kept() {
    byte[] query =
        HexFormat.of().parseHex("00070100000100000000000003617069076578616d706c650000010001");
    byte[] other =
        HexFormat.of()
            .parseHex("000781800000000100000000030007" + "1e005d5d5d5d000100010000000000");
    CachingUpstream hostile = new CachingUpstream(asked -> Optional.of(other), nanos::get, 2);
    hostile.ask(query);
    assertThat(hostile.cached(query)).isEmpty();
    CachingUpstream elsewhere =
        new CachingUpstream(asked -> internet.ask(messageFor("a.example")), nanos::get, 2);
    elsewhere.ask(query);
    assertThat(elsewhere.cached(query)).isEmpty();
  }

  @Test
  @Timeout(60)
  void who_asks_what_is_being_asked_waits_for_that_answer() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    AtomicInteger questions = new AtomicInteger();
    CachingUpstream slow =
        new CachingUpstream(
            query -> {
              questions.incrementAndGet();
              awaitUninterruptibly(answered);
              return internet.ask(query);
            },
            nanos::get,
            2);
    List<Thread> threads = new CopyOnWriteArrayList<>();
    ExecutorService askers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task);
              threads.add(thread);
              return thread;
            });
    List<Future<Optional<byte[]>>> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] query = DnsQueries.query(i, DnsName.of("a.example"), "A");
      query[13] = (byte) (i % 2 == 0 ? 'a' : 'A');
      answers.add(askers.submit(() -> slow.ask(query)));
    }
    while (threads.size() < 20 || !threads.stream().allMatch(CachingUpstreamTest::waits)) {
      Thread.onSpinWait();
    }
    assertThat(questions).hasValue(1);
    answered.countDown();
    for (int i = 0; i < 20; i++) {
      Message answer = new Message(answers.get(i).get().orElseThrow());
      assertThat(answer.getHeader().getID()).isEqualTo(i);
      assertThat(answer.getQuestion().getName())
          .hasToString(i % 2 == 0 ? "a.example." : "A.example.");
    }
    assertThat(questions).hasValue(1);
    askers.shutdown();
  }

  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] messageFor(String name) {
    return Message.newQuery(Record.newRecord(DnsNames.theirs(DnsName.of(name)), Type.A, DClass.IN))
        .toWire();
  }

  @Test
  void the_least_recently_used_answer_goes_first() {
    ask("a.example", 1);
    ask("b.example", 1);
    ask("a.example", 1);
    ask("c.example", 1);
    ask("a.example", 1);
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void spelling_is_the_askers_and_flags_are_part_of_the_question() throws IOException {
    ask("a.example", 1);
    Message shouting = new Message(DnsQueries.query(1, DnsName.of("a.example"), "A"));
    byte[] wire = shouting.toWire();
    wire[13] = 'A';
    Message answer = new Message(cache.ask(wire).orElseThrow());
    assertThat(answer.getQuestion().getName()).hasToString("A.example.");
    assertThat(asked).isEqualTo(1);
    shouting.addRecord(new OPTRecord(1232, 0, 0, 0x8000), Section.ADDITIONAL);
    shouting.getHeader().setFlag(Flags.CD);
    cache.ask(shouting.toWire());
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void junk_is_passed_on_and_not_remembered() {
    cache.ask(new byte[] {1, 2, 3});
    cache.ask(new byte[] {1, 2, 3});
    assertThat(asked).isEqualTo(2);
  }

  private DnsReply ask(String name, int id) {
    byte[] query = DnsQueries.query(id, DnsName.of(name), "A");
    return DnsQueries.reply(cache.ask(query).orElseThrow()).orElseThrow();
  }

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private Optional<byte[]> count(byte[] query) {
    asked++;
    return internet.ask(query);
  }
}
