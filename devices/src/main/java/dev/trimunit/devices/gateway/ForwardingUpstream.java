// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * Asks other resolvers, in order: over UDP from a fresh port with a fresh id and the name in a
 * spelling of chance, over TCP if the answer was truncated or spelled otherwise. The device's EDNS
 * options stay here (they hold hop by hop, and would name the device).
 */
public final class ForwardingUpstream implements Upstream {
  private static final int LONGEST = 65_535;
  private static final int ATTEMPTS = 2;
  private final List<InetSocketAddress> servers;
  private final Duration patience;
  private final LongSupplier nanos;
  private final Random chance = new SecureRandom();

  /** Who answers in lower case whatever it was asked, over TCP, too, where nobody forges. */
  private final Set<InetSocketAddress> unspelled = ConcurrentHashMap.newKeySet();

  /**
   * @param servers who is asked, the next one when one is silent
   * @param patience how long each is waited for; each is asked twice
   * @param nanos a clock that never jumps
   */
  public ForwardingUpstream(
      List<InetSocketAddress> servers, Duration patience, LongSupplier nanos) {
    this.nanos = nanos;
    this.servers = List.copyOf(servers);
    this.patience = patience;
  }

  @Override
  public Optional<byte[]> ask(byte[] query) {
    try {
      Message asked = new Message(query);
      return DnsErrors.unusable(asked).isPresent() ? Optional.empty() : ask(asked);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> ask(Message asked) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      for (InetSocketAddress server : servers) {
        boolean spelled = attempt == 0 && !unspelled.contains(server);
        Message answer = exchange(forwarded(asked, spelled), server, spelled);
        if (answer != null) {
          return Optional.of(returned(asked, answer));
        }
      }
    }
    return Optional.empty();
  }

  private Message forwarded(Message asked, boolean spelled) {
    Message query = new Message(chance.nextInt(1 << 16));
    query.getHeader().setFlag(Flags.RD);
    if (asked.getHeader().getFlag(Flags.CD)) {
      query.getHeader().setFlag(Flags.CD);
    }
    Record question = asked.getQuestion();
    Name name = spelled ? Spelling.ofChance(question.getName(), chance) : question.getName();
    query.addRecord(
        Record.newRecord(name, question.getType(), question.getDClass()), Section.QUESTION);
    addOpt(query, asked);
    return query;
  }

  /** To who asked, in its spelling. */
  private static byte[] returned(Message asked, Message answer) {
    answer.getHeader().setID(asked.getHeader().getID());
    answer.removeAllRecords(Section.QUESTION);
    answer.addRecord(asked.getQuestion(), Section.QUESTION);
    OPTRecord theirs = answer.getOPT();
    if (theirs != null) {
      answer.removeRecord(theirs, Section.ADDITIONAL);
    }
    addOpt(answer, asked);
    return answer.toWire(LONGEST);
  }

  private static void addOpt(Message to, Message asked) {
    OPTRecord opt = asked.getOPT();
    if (opt != null) {
      int flags = opt.getFlags() & 0x8000;
      to.addRecord(new OPTRecord(DnsErrors.OUR_UDP_SIZE, 0, 0, flags), Section.ADDITIONAL);
    }
  }

  /** What is spelled otherwise may be forged, or come from a server that does not mind spelling. */
  private @Nullable Message exchange(Message query, InetSocketAddress server, boolean spelled) {
    UpstreamExchange exchange = new UpstreamExchange(query, server, patience, nanos);
    try {
      Message answer = exchange.overUdp();
      boolean suspect = spelled && !Spelling.isSame(query, answer);
      if (!suspect && !answer.getHeader().getFlag(Flags.TC)) {
        return answer;
      }
      Message sure = exchange.overTcp();
      if (suspect && !Spelling.isSame(query, sure)) {
        unspelled.add(server);
      }
      return sure;
    } catch (IOException e) {
      return null;
    }
  }
}
