// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsAnswer;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
  private final Upstream upstream;
  private final AddressBook book;
  private final Supplier<Instant> now;
  private final List<DnsEvent> events = new ArrayList<>();
  private final Map<DestinationPattern, Long> overridden = new HashMap<>();
  private BlockPlan plan = BlockPlan.open();
  private OverrideMode mode = OverrideMode.LOOPBACK;
  private boolean stream;

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
  public void apply(BlockPlan newPlan, OverrideMode newMode) {
    plan = newPlan;
    mode = newMode;
    events.clear();
    overridden.clear();
  }

  /**
   * Answers a message of the device as it came from the wire; empty if the device gets no answer.
   */
  public Optional<byte[]> answer(byte[] query) {
    Message message;
    try {
      message = new Message(query);
    } catch (java.io.IOException | RuntimeException e) {
      return DnsErrors.toJunk(query);
    }
    if (message.getHeader().getFlag(Flags.QR)) {
      return Optional.empty();
    }
    return DnsErrors.unusable(message).or(() -> answer(message, query));
  }

  /** Answers a message that came over TCP: nothing is truncated. */
  Optional<byte[]> answerStream(byte[] query) {
    stream = true;
    try {
      return answer(query);
    } finally {
      stream = false;
    }
  }

  /** The queries since the plan is in force. */
  public List<DnsEvent> events() {
    return List.copyOf(events);
  }

  /** How many queries met an override of this pattern since the plan is in force. */
  public long overridden(DestinationPattern pattern) {
    return overridden.getOrDefault(pattern, 0L);
  }

  private Optional<byte[]> answer(Message query, byte[] wire) {
    DnsName name = DnsNames.ours(query.getQuestion().getName());
    List<DestinationPattern> overriding = plan.overriding(name);
    return overriding.isEmpty() ? forward(query, name, wire) : override(query, name, overriding);
  }

  private Optional<byte[]> override(
      Message query, DnsName name, List<DestinationPattern> overriding) {
    overriding.forEach(pattern -> overridden.merge(pattern, 1L, Long::sum));
    Optional<Message> reply = Overrides.reply(query, mode);
    record(query, name, DnsAnswer.OVERRIDDEN, reply.map(DnsReply::of).orElse(DnsReply.NONE));
    return reply.map(message -> wire(query, message));
  }

  private Optional<byte[]> forward(Message query, DnsName name, byte[] wire) {
    Message reply = upstream.ask(wire).flatMap(answer -> matching(query, answer)).orElse(null);
    if (reply == null) {
      record(query, name, DnsAnswer.SERVER_FAILURE, DnsReply.NONE);
      return Optional.of(DnsErrors.wire(query, DnsErrors.error(query, Rcode.SERVFAIL)));
    }
    DnsReply read = DnsReply.of(reply);
    read.addresses().forEach(address -> book.hand(name, address));
    record(query, name, kind(reply.getRcode()), read);
    return Optional.of(wire(query, reply));
  }

  private byte[] wire(Message query, Message reply) {
    return stream ? reply.toWire() : DnsErrors.wire(query, reply);
  }

  private void record(Message query, DnsName name, DnsAnswer answer, DnsReply reply) {
    String type = Type.string(query.getQuestion().getType());
    events.add(new DnsEvent(now.get(), name, type, answer, reply.addresses(), reply.ttl()));
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
