// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.xbill.DNS.Message;

/**
 * One device's {@link DnsPolicy} behind a real resolver: safe for threads, and never locked while
 * an upstream is asked, so that one slow name holds up no other.
 */
public final class DeviceDns implements Answerer {
  private final CachingUpstream upstream;
  private final AddressBook book = new AddressBook();
  private final DnsPolicy policy;
  private final Consumer<List<FirewallRule>> changed;
  private BlockPlan plan = BlockPlan.open();
  private Optional<byte[]> atHand = Optional.empty();

  /**
   * @param upstream answers what no block overrides
   * @param now the lab's time
   * @param changed takes the firewall's rules whenever they may have changed, before the device
   *     sees the answer that changed them
   */
  public DeviceDns(
      CachingUpstream upstream, Supplier<Instant> now, Consumer<List<FirewallRule>> changed) {
    this.upstream = upstream;
    this.policy = new DnsPolicy(query -> atHand, book, now);
    this.changed = changed;
  }

  /** Puts a plan in force and forgets events and counters. */
  public synchronized void apply(BlockPlan newPlan, OverrideMode mode) {
    plan = newPlan;
    policy.apply(newPlan, mode);
    changed.accept(plan.rules(book));
  }

  /** Notes that traffic shows an address as one of this name. */
  public synchronized void learn(DnsName name, IpAddress address) {
    book.learn(name, address);
  }

  /** The queries since the plan is in force. */
  public synchronized List<DnsEvent> events() {
    return policy.events();
  }

  /** How many queries met an override of this pattern since the plan is in force. */
  public synchronized long overridden(DestinationPattern pattern) {
    return policy.overridden(pattern);
  }

  /** Every address ever seen for names that the pattern covers. */
  public synchronized List<IpAddress> seen(DestinationPattern pattern) {
    return List.copyOf(book.seen(pattern));
  }

  /** The addresses that the resolver has handed to the device for names that the pattern covers. */
  public synchronized List<IpAddress> handed(DestinationPattern pattern) {
    return List.copyOf(book.handed(pattern));
  }

  @Override
  public boolean ready(byte[] query) {
    return !forwarded(query) || upstream.cached(query).isPresent();
  }

  @Override
  public Optional<byte[]> answer(byte[] query, boolean stream, boolean mayWait) {
    Optional<byte[]> fetched = fetched(query, mayWait);
    synchronized (this) {
      int before = book.version();
      atHand = fetched;
      Optional<byte[]> answer = stream ? policy.answerOverTcp(query) : policy.answer(query);
      if (book.version() != before && !plan.patterns().isEmpty()) {
        changed.accept(plan.rules(book));
      }
      return answer;
    }
  }

  private Optional<byte[]> fetched(byte[] query, boolean mayWait) {
    if (!forwarded(query)) {
      return Optional.empty();
    }
    return mayWait ? upstream.ask(query) : upstream.cached(query);
  }

  private boolean forwarded(byte[] query) {
    try {
      Message message = new Message(query);
      return DnsErrors.unusable(message).isEmpty()
          && overriding(DnsNames.ours(message.getQuestion().getName())).isEmpty();
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private synchronized List<DestinationPattern> overriding(DnsName name) {
    return plan.overriding(name);
  }
}
