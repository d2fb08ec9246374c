// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
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
 * least recently used go first. Asks nothing that it is asking already. Thread-safe.
 */
public final class CachingUpstream implements Upstream {
  private static final long LONGEST_SECONDS = 86_400;
  private static final long LONGEST_NEGATIVE_SECONDS = 300;

  private final Upstream upstream;
  private final LongSupplier nanos;
  private final Map<QueryWire, KeptAnswer> kept;

  /** What the upstream is being asked. */
  private final Map<QueryWire, CompletableFuture<Optional<byte[]>>> asking =
      new ConcurrentHashMap<>();

  /**
   * @param nanos a clock that never jumps
   * @param most how many answers are kept
   */
  public CachingUpstream(Upstream upstream, LongSupplier nanos, int most) {
    this.upstream = upstream;
    this.nanos = nanos;
    this.kept = new LeastRecentlyUsed<>(most);
  }

  @Override
  public Optional<byte[]> ask(byte[] query) {
    Optional<byte[]> cached = cached(query);
    if (cached.isPresent()) {
      return cached;
    }
    QueryWire read = QueryWire.read(query);
    return read == null ? upstream.ask(query) : askOnce(read, query);
  }

  /**
   * Whoever asks what is being asked waits for that answer: many equal queries under way would give
   * a forger as many chances to guess one of them (RFC 5452, section 5).
   */
  private Optional<byte[]> askOnce(QueryWire read, byte[] query) {
    CompletableFuture<Optional<byte[]>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<byte[]>> underWay = asking.putIfAbsent(read, mine);
    if (underWay != null) {
      return await(underWay).filter(read::fits).map(answer -> read.adapt(answer, query));
    }
    Optional<byte[]> answer = Optional.empty();
    try {
      answer = upstream.ask(query);
      answer.ifPresent(wire -> keep(read, query, wire));
      return answer;
    } finally {
      asking.remove(read);
      mine.complete(answer);
    }
  }

  private static Optional<byte[]> await(CompletableFuture<Optional<byte[]>> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.empty();
    }
  }

  /** The answer, if it is remembered. */
  Optional<byte[]> cached(byte[] query) {
    QueryWire read = QueryWire.read(query);
    KeptAnswer found = read == null ? null : kept(read);
    return read == null || found == null
        ? Optional.empty()
        : Optional.of(found.answer(read, query, now()));
  }

  /** What is remembered of a query and may be used. */
  @Nullable KeptAnswer kept(QueryWire query) {
    KeptAnswer found;
    synchronized (kept) {
      found = kept.get(query);
    }
    return found == null || !found.isAlive(now()) ? null : found;
  }

  /** By the clock that answers age by. */
  long now() {
    return nanos.getAsLong();
  }

  private void keep(QueryWire key, byte[] query, byte[] wire) {
    try {
      Message message = new Message(wire);
      long seconds = isAnswer(new Message(query), message) ? lifetime(message) : 0;
      if (seconds > 0) {
        KeptAnswer entry = new KeptAnswer(message, now(), seconds);
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
        || (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN)) {
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
