// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Remembers an upstream's answers for as long as they say, negative ones included (RFC 2308), and
 * hands them out with what is left of their time to live. Keeps a fixed number of answers, the
 * least recently used go first. Thread-safe.
 */
public final class CachingUpstream implements Upstream {
  private static final long LONGEST_SECONDS = 86_400;
  private static final long LONGEST_NEGATIVE_SECONDS = 300;
  private static final long NANOS = 1_000_000_000L;

  private final Upstream upstream;
  private final LongSupplier nanos;
  private final Map<ByteBuffer, Kept> kept;

  private static final class Kept {
    private final byte[] wire;
    private final int[] ttlsAt;
    private final long since;
    private final long seconds;

    Kept(byte[] wire, long since, long seconds) {
      this.wire = wire;
      this.ttlsAt = RecordTtls.offsets(wire);
      this.since = since;
      this.seconds = seconds;
    }
  }

  /**
   * @param nanos a clock that never jumps
   * @param most how many answers are kept
   */
  public CachingUpstream(Upstream upstream, LongSupplier nanos, int most) {
    this.upstream = upstream;
    this.nanos = nanos;
    this.kept = new LeastRecentlyUsed(most);
  }

  private static final class LeastRecentlyUsed extends LinkedHashMap<ByteBuffer, Kept> {
    private static final long serialVersionUID = 1L;
    private final int most;

    LeastRecentlyUsed(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Kept> eldest) {
      return size() > most;
    }
  }

  @Override
  public Optional<byte[]> ask(byte[] query) {
    Optional<byte[]> cached = cached(query);
    if (cached.isPresent()) {
      return cached;
    }
    Optional<byte[]> answer = upstream.ask(query);
    answer.ifPresent(
        wire -> QueryWire.read(query).ifPresent(read -> keep(read.key(), query, wire)));
    return answer;
  }

  /** The answer, if it is remembered. */
  Optional<byte[]> cached(byte[] query) {
    QueryWire read = QueryWire.read(query).orElse(null);
    if (read == null) {
      return Optional.empty();
    }
    Kept found;
    synchronized (kept) {
      found = kept.get(read.key());
    }
    long age = found == null ? 0 : (nanos.getAsLong() - found.since) / NANOS;
    return found == null || age >= found.seconds
        ? Optional.empty()
        : Optional.of(aged(found, age, query, read.questionEnd()));
  }

  /** As if asked now: this query's id and spelling, what is left of each time to live. */
  private static byte[] aged(Kept found, long age, byte[] query, int questionEnd) {
    byte[] wire = found.wire.clone();
    wire[0] = query[0];
    wire[1] = query[1];
    System.arraycopy(query, 12, wire, 12, questionEnd - 12);
    for (int at : found.ttlsAt) {
      ByteBuffer buffer = ByteBuffer.wrap(wire);
      long left = Math.max(0, (buffer.getInt(at) & 0xffff_ffffL) - age);
      buffer.putInt(at, (int) left);
    }
    return wire;
  }

  private void keep(ByteBuffer key, byte[] query, byte[] wire) {
    try {
      Message message = new Message(wire);
      long seconds = isAnswer(new Message(query), message) ? lifetime(message) : 0;
      if (seconds > 0) {
        // Our own rendering: what is walked below is then known to be well-formed.
        byte[] rendered = message.toWire();
        Kept entry = new Kept(rendered, nanos.getAsLong(), seconds);
        synchronized (kept) {
          kept.put(key, entry);
        }
      }
    } catch (IOException | RuntimeException e) {
      return; // whoever asked gets what the upstream said, and it is not remembered
    }
  }

  /** What answers another question is nothing to remember. */
  private static boolean isAnswer(Message query, Message answer) {
    return answer.getSection(Section.QUESTION).size() == 1
        && query.getQuestion().equals(answer.getQuestion());
  }

  private static long lifetime(Message message) {
    int rcode = message.getRcode();
    if (message.getHeader().getFlag(Flags.TC)
        || rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
      return 0;
    }
    boolean positive = rcode == Rcode.NOERROR && !message.getSection(Section.ANSWER).isEmpty();
    return positive
        ? Math.min(LONGEST_SECONDS, smallest(message, Section.ANSWER))
        : Math.min(LONGEST_NEGATIVE_SECONDS, negative(message));
  }

  private static long smallest(Message message, int section) {
    return message.getSection(section).stream()
        .filter(record -> record.getType() != Type.OPT)
        .mapToLong(Record::getTTL)
        .min()
        .orElse(0);
  }

  private static long negative(Message message) {
    return message.getSection(Section.AUTHORITY).stream()
        .filter(SOARecord.class::isInstance)
        .map(SOARecord.class::cast)
        .mapToLong(soa -> Math.min(soa.getTTL(), soa.getMinimum()))
        .min()
        .orElse(0);
  }
}
