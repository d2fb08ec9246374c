// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsAnswer;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * The resolver's behaviour towards one device: overrides what a block covers, forwards everything
 * else, remembers which addresses it handed out for which name, and keeps the queries for the
 * report. Takes whatever arrives: junk gets an error or silence, never an exception. Not
 * thread-safe.
 */
public final class DnsPolicy {
  /** A device that asks 200 times a second for eight minutes; of more, the newest are kept. */
  private static final int MOST_EVENTS = 100_000;

  private final Upstream upstream;
  private final AddressBook book;
  private final Supplier<Instant> now;
  private final Deque<DnsEvent> events = new ArrayDeque<>();
  private final Map<DestinationPattern, Long> overridden = new HashMap<>();
  private @Nullable DnsEvent last;
  private BlockPlan plan = BlockPlan.open();
  private BlockAnswer mode = BlockAnswer.LOOPBACK;

  /**
   * @param upstream answers what no block overrides
   * @param book where the addresses go that are handed out
   * @param now the lab's time
   */
  public DnsPolicy(Upstream upstream, AddressBook book, Supplier<Instant> now) {
    this.upstream = upstream;
    this.book = book;
    this.now = now;
  }

  /** Puts a plan in force and forgets events and counters. */
  public void apply(BlockPlan newPlan, BlockAnswer newMode) {
    plan = newPlan;
    mode = newMode;
    events.clear();
    overridden.clear();
  }

  /** Goes on with another plan; events and counters stay. */
  void goOn(BlockPlan newPlan) {
    plan = newPlan;
  }

  /** Answers a message of the device as it came over UDP; empty if the device gets no answer. */
  public Optional<byte[]> answer(byte[] query) {
    return answer(query, DnsErrors::wire);
  }

  /** Answers a message that came over TCP, where nothing is truncated. */
  public Optional<byte[]> answerOverTcp(byte[] query) {
    return answer(query, (asked, reply) -> reply.toWire());
  }

  private Optional<byte[]> answer(byte[] query, BiFunction<Message, Message, byte[]> wire) {
    last = null;
    Message message;
    try {
      message = new Message(query);
    } catch (java.io.IOException | RuntimeException e) {
      return DnsErrors.toJunk(query);
    }
    if (message.getHeader().getFlag(Flags.QR)) {
      return Optional.empty();
    }
    Optional<byte[]> error = DnsErrors.unusable(message);
    return error.isPresent()
        ? error
        : answer(message, query).map(reply -> wire.apply(message, reply));
  }

  /** The queries since the plan is in force. */
  public List<DnsEvent> events() {
    return List.copyOf(events);
  }

  /** How many queries met an override of this pattern since the plan is in force. */
  public long overridden(DestinationPattern pattern) {
    return overridden.getOrDefault(pattern, 0L);
  }

  /** What the last message was recorded as; null if it was no query. */
  @Nullable DnsEvent last() {
    return last;
  }

  /** Records a query that is answered as an earlier one was. */
  void again(DnsEvent earlier, long ttl, List<DestinationPattern> overriding) {
    count(overriding);
    add(
        new DnsEvent(
            now.get(),
            earlier.question(),
            earlier.type(),
            earlier.answer(),
            earlier.addresses(),
            earlier.aliases(),
            ttl));
  }

  private void count(List<DestinationPattern> overriding) {
    overriding.forEach(pattern -> overridden.merge(pattern, 1L, Long::sum));
  }

  private Optional<Message> answer(Message query, byte[] wire) {
    DnsName name = DnsNames.ours(query.getQuestion().getName());
    return plan.overrides(name)
        ? override(query, name, plan.overriding(name))
        : forward(query, name, wire);
  }

  private Optional<Message> override(
      Message query, DnsName name, List<DestinationPattern> overriding) {
    count(overriding);
    Optional<Message> reply = Overrides.reply(query, plan.answer(name, mode));
    record(query, name, DnsAnswer.OVERRIDDEN, reply.map(DnsReply::of).orElse(DnsReply.NONE));
    return reply;
  }

  private Optional<Message> forward(Message query, DnsName name, byte[] wire) {
    Message reply = upstream.ask(wire).flatMap(answer -> matching(query, answer)).orElse(null);
    if (reply == null) {
      record(query, name, DnsAnswer.SERVER_FAILURE, DnsReply.NONE);
      return Optional.of(DnsErrors.error(query, Rcode.SERVFAIL));
    }
    DnsReply read = DnsReply.of(reply);
    read.addresses().forEach(address -> book.hand(name, address));
    record(query, name, kind(reply.getRcode()), read);
    return Optional.of(reply);
  }

  private void record(Message query, DnsName name, DnsAnswer answer, DnsReply reply) {
    String type = Type.string(query.getQuestion().getType());
    add(
        new DnsEvent(
            now.get(), name, type, answer, reply.addresses(), reply.aliases(), reply.ttl()));
  }

  private void add(DnsEvent event) {
    if (events.size() == MOST_EVENTS) {
      events.removeFirst();
    }
    events.addLast(event);
    last = event;
  }

  /** The upstream's answer, if it is one to this query. */
  private static Optional<Message> matching(Message query, byte[] answer) {
    try {
      Message reply = new Message(answer);
      Record question = reply.getQuestion();
      boolean fits =
          reply.getHeader().getID() == query.getHeader().getID()
              && reply.getHeader().getOpcode() == Opcode.QUERY
              && reply.getSection(Section.QUESTION).size() == 1
              && query.getQuestion().equals(question);
      return fits ? Optional.of(reply) : Optional.empty();
    } catch (java.io.IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static DnsAnswer kind(int rcode) {
    return switch (rcode) {
      case Rcode.NOERROR -> DnsAnswer.ANSWERED;
      case Rcode.NXDOMAIN -> DnsAnswer.NAME_ERROR;
      default -> DnsAnswer.SERVER_FAILURE;
    };
  }
}
