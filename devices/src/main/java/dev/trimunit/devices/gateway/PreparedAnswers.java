// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsAnswer;
import dev.trimunit.engine.model.DnsEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How queries of one device were answered since a plan is in force, so that equal ones are answered
 * by copying: overrides as they were, forwarded ones from what the upstream's cache keeps. Each is
 * recorded like the first. Not thread-safe.
 */
final class PreparedAnswers {
  private static final int MOST = 16_384;
  private final CachingUpstream upstream;
  private final DnsPolicy policy;
  private final Map<QueryWire, Prepared> prepared = new LeastRecentlyUsed<>(MOST);

  /** One answer. */
  private static final class Prepared {
    /** What the first was recorded as. */
    private final DnsEvent like;

    /** The override; null if it is silence, or not overridden. */
    private final byte @Nullable [] override;

    /** What the cache keeps; null for overrides. */
    private final @Nullable KeptAnswer kept;

    private final List<DestinationPattern> overriding;

    Prepared(
        DnsEvent like,
        byte @Nullable [] override,
        @Nullable KeptAnswer kept,
        List<DestinationPattern> overriding) {
      this.like = like;
      this.override = override;
      this.kept = kept;
      this.overriding = overriding;
    }
  }

  /** What was found; a known answer may be silence. */
  record Found(boolean known, Optional<byte[]> answer) {
    static final Found NOTHING = new Found(false, Optional.empty());
    static final Found SILENCE = new Found(true, Optional.empty());
  }

  PreparedAnswers(CachingUpstream upstream, DnsPolicy policy) {
    this.upstream = upstream;
    this.policy = policy;
  }

  void clear() {
    prepared.clear();
  }

  /** Finds and records an answer. */
  Found find(QueryWire read, byte[] query) {
    Prepared found = prepared.get(read);
    if (found == null) {
      return Found.NOTHING;
    }
    return found.kept == null ? overridden(found, read, query) : forwarded(found, read, query);
  }

  private Found overridden(Prepared found, QueryWire read, byte[] query) {
    policy.again(found.like, found.like.ttl(), found.overriding);
    byte[] answer = found.override;
    return answer == null ? Found.SILENCE : new Found(true, Optional.of(read.adapt(answer, query)));
  }

  private Found forwarded(Prepared found, QueryWire read, byte[] query) {
    KeptAnswer kept = found.kept;
    long now = upstream.now();
    if (kept == null || !kept.isAlive(now)) {
      prepared.remove(read);
      return Found.NOTHING;
    }
    long ttl = Math.max(0, found.like.ttl() - kept.age(now));
    policy.again(found.like, ttl, List.of());
    return new Found(true, Optional.of(kept.answer(read, query, now)));
  }

  /**
   * Keeps an override that was given.
   *
   * @param answer what was said; empty if nothing
   */
  void keepOverride(
      byte[] query, DnsEvent event, Optional<byte[]> answer, List<DestinationPattern> overriding) {
    QueryWire read = QueryWire.read(query);
    byte[] wire = answer.orElse(null);
    boolean small = wire == null || wire.length <= DnsErrors.CLASSIC_UDP_SIZE;
    if (read != null && small && (wire == null || read.fits(wire))) {
      prepared.put(read, new Prepared(event, wire, null, overriding));
    }
  }

  /** Keeps what was answered from the cache, after its addresses were noted as handed out. */
  void keepForwarded(byte[] query, DnsEvent event, KeptAnswer kept) {
    QueryWire read = QueryWire.read(query);
    boolean usable = event.answer() != DnsAnswer.SERVER_FAILURE;
    if (read != null && usable && kept.length() <= DnsErrors.CLASSIC_UDP_SIZE) {
      prepared.put(read, new Prepared(asOfArrival(event, kept), null, kept, List.of()));
    }
  }

  /** With the time to live that the answer came with. */
  private DnsEvent asOfArrival(DnsEvent event, KeptAnswer kept) {
    long ttl = event.ttl() + (event.ttl() == 0 ? 0 : kept.age(upstream.now()));
    return new DnsEvent(
        event.time(),
        event.question(),
        event.type(),
        event.answer(),
        event.addresses(),
        event.aliases(),
        ttl);
  }
}
