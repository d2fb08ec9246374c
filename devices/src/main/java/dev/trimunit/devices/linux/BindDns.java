// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.AddressBook;
import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.gateway.DnsReply;
import dev.trimunit.devices.gateway.PolicyZone;
import dev.trimunit.devices.gateway.RuleFollower;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsAnswer;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One station's view of BIND: its plan is written into its policy zone, what it asked is read off
 * BIND's log, and what it was told is asked of BIND again, from its cache. So an address that is
 * new in an answer is refused some milliseconds after the station has it; names that are known when
 * a block begins are asked for before.
 */
final class BindDns implements StationDns {
  private static final int MOST_EVENTS = 100_000;
  private static final int PATIENCE_SECONDS = 5;
  private final PolicyZone zone;
  private final RuleFollower firewall;
  private final AddressBook book = new AddressBook();
  private final Deque<Asked> asked = new ArrayDeque<>();
  private final Map<DnsName, CountDownLatch> marks = new HashMap<>();
  private BlockPlan plan = BlockPlan.open();
  private BlockAnswer mode = BlockAnswer.LOOPBACK;

  /** A query, and what became of it once that is known. */
  private static final class Asked {
    private final BindLog query;
    private final Instant time = Instant.now();
    private @Nullable DnsEvent event;

    Asked(BindLog query) {
      this.query = query;
    }

    boolean isRewritten(BindLog line) {
      return event == null
          && line.asker().equals(query.asker())
          && line.name().equals(query.name());
    }
  }

  BindDns(PolicyZone zone, RuleFollower firewall) {
    this.zone = zone;
    this.firewall = firewall;
  }

  @Override
  public void apply(BlockPlan newPlan, BlockAnswer newMode) {
    try {
      synchronized (zone) {
        zone.write(newPlan, newMode);
      }
      synchronized (this) {
        plan = newPlan;
        mode = newMode;
        asked.clear();
      }
      for (DnsName name : newPlan.knownNames()) {
        if (newPlan.concerns(name) && !newPlan.overrides(name)) {
          answer(name, "A");
          answer(name, "AAAA");
        }
      }
      synchronized (this) {
        firewall.follow(plan.rules(book));
      }
    } catch (IOException e) {
      throw new LabFault("BIND did not take the block: " + e.getMessage(), e);
    }
  }

  @Override
  public void goOn(BlockPlan newPlan) {
    try {
      synchronized (zone) {
        zone.write(newPlan, mode);
      }
    } catch (IOException e) {
      throw new LabFault("BIND did not take the change of the block: " + e.getMessage(), e);
    }
    synchronized (this) {
      plan = newPlan;
      firewall.follow(plan.rules(book));
    }
  }

  /** The kernel drops its queries; see {@link ResolverDoor}. */
  @Override
  public void cut(boolean cut) {}

  @Override
  public Heard heard(Set<DestinationPattern> patterns) {
    try {
      awaitLog();
      List<Asked> open;
      synchronized (this) {
        open = asked.stream().filter(each -> each.event == null).toList();
      }
      for (Asked each : open) {
        settle(each);
      }
    } catch (IOException e) {
      throw new LabFault("BIND does not answer: " + e.getMessage(), e);
    }
    synchronized (this) {
      return heardSoFar(patterns);
    }
  }

  @Override
  public synchronized void learn(DnsName name, IpAddress address) {
    book.learn(name, address);
  }

  /** Takes a line of the log; quickly. */
  synchronized Optional<Runnable> take(BindLog line) {
    if (line.signed()) {
      CountDownLatch mark = marks.remove(line.name());
      if (mark != null && line.kind() == BindLog.Kind.QUERY) {
        mark.countDown();
      }
      return Optional.empty();
    }
    if (line.kind() == BindLog.Kind.REWRITE) {
      asked.stream().filter(each -> each.isRewritten(line)).forEach(this::rewritten);
      return Optional.empty();
    }
    if (asked.size() == MOST_EVENTS) {
      asked.removeFirst();
    }
    Asked now = new Asked(line);
    asked.add(now);
    boolean urgent = plan.concerns(line.name()) && !plan.overrides(line.name());
    return urgent ? Optional.of(() -> settleAtOnce(now)) : Optional.empty();
  }

  private void rewritten(Asked query) {
    BlockAnswer said = plan.answer(query.query.name(), mode);
    boolean unspecified = said == BlockAnswer.UNSPECIFIED;
    boolean addresses = unspecified || said == BlockAnswer.LOOPBACK;
    List<IpAddress> told =
        switch (addresses ? query.query.type() : "") {
          case "A" -> List.of(IpAddress.parse(unspecified ? "0.0.0.0" : "127.0.0.1"));
          case "AAAA" -> List.of(IpAddress.parse(unspecified ? "::" : "::1"));
          default -> List.of();
        };
    query.event = event(query, DnsAnswer.OVERRIDDEN, told, List.of(), told.isEmpty() ? 0 : 10);
  }

  private void settleAtOnce(Asked query) {
    try {
      settle(query);
    } catch (IOException e) {
      return; // It is settled when the counters are read, or the trial is void then.
    }
  }

  /** A query that no policy rewrote: asks what the station was told. */
  private void settle(Asked query) throws IOException {
    BindLog line = query.query;
    Optional<DnsReply> reply =
        PolicyZone.isType(line.type()) ? answer(line.name(), line.type()) : Optional.empty();
    synchronized (this) {
      if (query.event == null) {
        query.event =
            reply
                .map(
                    told ->
                        event(
                            query,
                            kind(told.rcode()),
                            told.addresses(),
                            told.aliases(),
                            told.ttl()))
                .orElseGet(() -> event(query, DnsAnswer.SERVER_FAILURE, List.of(), List.of(), 0));
      }
      if (plan.concerns(line.name())) {
        firewall.followAlso(plan.rules(book, line.name()));
      }
    }
  }

  private Optional<DnsReply> answer(DnsName name, String type) throws IOException {
    Optional<DnsReply> reply;
    synchronized (zone) {
      reply = zone.ask(name, type);
    }
    synchronized (this) {
      reply.ifPresent(told -> told.addresses().forEach(address -> book.hand(name, address)));
    }
    return reply;
  }

  /** Until everything that was asked before now has come through the log. */
  private void awaitLog() throws IOException {
    CountDownLatch seen = new CountDownLatch(1);
    DnsName mark;
    synchronized (zone) {
      mark = zone.nextMark();
      synchronized (this) {
        marks.put(mark, seen);
      }
      zone.ask(mark, "A");
    }
    try {
      if (!seen.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        synchronized (this) {
          marks.remove(mark);
        }
        throw new IOException("its log stands still");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Heard heardSoFar(Set<DestinationPattern> patterns) {
    List<DnsEvent> events = new ArrayList<>();
    Map<DestinationPattern, Long> overridden = new LinkedHashMap<>();
    patterns.forEach(pattern -> overridden.put(pattern, 0L));
    BlockPlan whole = plan.lifting(Set.of());
    for (Asked each : asked) {
      DnsEvent event = each.event;
      if (event != null) {
        events.add(event);
        if (event.answer() == DnsAnswer.OVERRIDDEN) {
          whole.overriding(event.question()).forEach(p -> overridden.merge(p, 1L, Long::sum));
        }
      }
    }
    return new Heard(overridden, events);
  }

  private static DnsEvent event(
      Asked query, DnsAnswer answer, List<IpAddress> addresses, List<DnsName> aliases, long ttl) {
    BindLog line = query.query;
    return new DnsEvent(query.time, line.name(), line.type(), answer, addresses, aliases, ttl);
  }

  private static DnsAnswer kind(int rcode) {
    return switch (rcode) {
      case 0 -> DnsAnswer.ANSWERED;
      case 3 -> DnsAnswer.NAME_ERROR;
      default -> DnsAnswer.SERVER_FAILURE;
    };
  }
}
