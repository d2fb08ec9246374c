// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsAnswer;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/**
 * One device's {@link DnsPolicy} behind a real resolver: safe for threads, and never locked while
 * an upstream is asked, so that one slow name holds up no other. Who may not wait does not wait for
 * its lock either, so that one busy device holds up no other.
 */
public final class DeviceDns implements Answerer {
  private final CachingUpstream upstream;
  private final AddressBook book = new AddressBook();
  private final DnsPolicy policy;
  private final RuleFollower firewall;
  private final PreparedAnswers prepared;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile BlockPlan plan = BlockPlan.open();
  private volatile boolean cut;
  private Optional<byte[]> atHand = Optional.empty();

  /**
   * @param upstream answers what no block overrides
   * @param now the lab's time
   * @param firewall hears of rules before the device sees the answer that calls for them
   */
  public DeviceDns(CachingUpstream upstream, Supplier<Instant> now, RuleFollower firewall) {
    this.upstream = upstream;
    this.policy = new DnsPolicy(query -> atHand, book, now);
    this.prepared = new PreparedAnswers(upstream, policy);
    this.firewall = firewall;
  }

  /** Puts a plan in force and forgets events and counters. */
  public void apply(BlockPlan newPlan, BlockAnswer mode) {
    locked(
        () -> {
          plan = newPlan;
          policy.apply(newPlan, mode);
          prepared.clear();
          firewall.follow(plan.rules(book));
          return plan;
        });
  }

  /** Goes on with a plan of which more or less is lifted; events and counters stay. */
  public void goOn(BlockPlan newPlan) {
    locked(
        () -> {
          plan = newPlan;
          policy.goOn(newPlan);
          prepared.clear();
          firewall.follow(plan.rules(book));
          return plan;
        });
  }

  /** Whether nothing beyond the gateway is there for the device: what would be asked fails. */
  public void cut(boolean gone) {
    locked(
        () -> {
          cut = gone;
          prepared.clear();
          return plan;
        });
  }

  /** Notes that traffic shows an address as one of this name. */
  public void learn(DnsName name, IpAddress address) {
    locked(
        () -> {
          book.learn(name, address);
          return book;
        });
  }

  /** The queries since the plan is in force. */
  public List<DnsEvent> events() {
    return locked(policy::events);
  }

  /** How many queries met an override of this pattern since the plan is in force. */
  public long overridden(DestinationPattern pattern) {
    return locked(() -> policy.overridden(pattern));
  }

  /** Every address remembered for names that the pattern covers. */
  public List<IpAddress> seen(DestinationPattern pattern) {
    return locked(() -> List.copyOf(book.seen(pattern)));
  }

  /** The addresses that the resolver has handed to the device for names that the pattern covers. */
  public List<IpAddress> handed(DestinationPattern pattern) {
    return locked(() -> List.copyOf(book.handed(pattern)));
  }

  @Override
  public boolean again(QueryWire read, byte[] query, Reply reply) {
    if (!lock.tryLock()) {
      return false;
    }
    PreparedAnswers.Found found;
    try {
      found = prepared.find(read, query);
    } finally {
      lock.unlock();
    }
    found.answer().ifPresent(reply::send);
    return found.known();
  }

  /** While the device has another answer made, or its firewall changed, nothing is. */
  @Override
  public boolean ready(byte[] query) {
    return !lock.isLocked() && (cut || !forwarded(query) || upstream.cached(query).isPresent());
  }

  @Override
  public Optional<byte[]> answer(byte[] query, boolean stream, boolean mayWait) {
    KeptAnswer kept = forwarded(query) ? kept(query) : null;
    Optional<byte[]> fetched = fetched(query, kept, mayWait);
    if (mayWait) {
      lock.lock();
    } else if (!lock.tryLock()) {
      return Optional.empty(); // the device asks again
    }
    try {
      return answer(query, stream, kept, fetched);
    } finally {
      lock.unlock();
    }
  }

  private Optional<byte[]> answer(
      byte[] query, boolean stream, @Nullable KeptAnswer kept, Optional<byte[]> fetched) {
    int before = book.version();
    atHand = fetched;
    Optional<byte[]> answer = stream ? policy.answerOverTcp(query) : policy.answer(query);
    DnsEvent event = policy.last();
    if (event != null) {
      if (book.version() != before && plan.concerns(event.question())) {
        firewall.followAlso(plan.rules(book, event.question()));
      }
      prepare(query, event, answer, kept);
    }
    return answer;
  }

  private <T> T locked(Supplier<T> task) {
    lock.lock();
    try {
      return task.get();
    } finally {
      lock.unlock();
    }
  }

  private void prepare(
      byte[] query, DnsEvent event, Optional<byte[]> answer, @Nullable KeptAnswer kept) {
    if (event.answer() == DnsAnswer.OVERRIDDEN) {
      prepared.keepOverride(query, event, answer, plan.overriding(event.question()));
    } else if (kept != null) {
      prepared.keepForwarded(query, event, kept);
    }
  }

  private Optional<byte[]> fetched(byte[] query, @Nullable KeptAnswer kept, boolean mayWait) {
    QueryWire read = QueryWire.read(query);
    if (cut) {
      return Optional.empty();
    }
    if (kept != null && read != null) {
      return Optional.of(kept.answer(read, query, upstream.now()));
    }
    return mayWait && forwarded(query) ? upstream.ask(query) : Optional.empty();
  }

  private @Nullable KeptAnswer kept(byte[] query) {
    QueryWire read = QueryWire.read(query);
    return read == null || cut ? null : upstream.kept(read);
  }

  private boolean forwarded(byte[] query) {
    try {
      Message message = new Message(query);
      return DnsErrors.unusable(message).isEmpty()
          && !overrides(DnsNames.ours(message.getQuestion().getName()));
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private boolean overrides(DnsName name) {
    return plan.overrides(name);
  }
}
