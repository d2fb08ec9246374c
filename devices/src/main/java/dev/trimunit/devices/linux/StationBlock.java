// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.gateway.FirewallRule;
import dev.trimunit.devices.gateway.RuleFollower;
import dev.trimunit.devices.linux.NftFirewall.Counters;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One station's policy and its part of the firewall, kept in step. */
final class StationBlock implements RuleFollower {
  /** A device that has more addresses refused than this is not followed any further. */
  static final int MOST_RULES = 65_536;

  private final int mark;
  private final NftFirewall firewall;
  private final StationDns dns;
  private BlockPlan plan = BlockPlan.open();
  private final Set<FirewallRule> rules = ConcurrentHashMap.newKeySet();
  private Counters before = Counters.NONE;
  private volatile @Nullable LabFault fault;

  StationBlock(int mark, NftFirewall firewall, StationResolver resolver) {
    this.mark = mark;
    this.firewall = firewall;
    this.dns = resolver.station(mark, this);
  }

  void learn(DnsName name, IpAddress address) {
    dns.learn(name, address);
  }

  /**
   * Puts a plan in force. Names come first, because running {@code nft} takes ten times as long;
   * what counts as passed begins when everything is in force.
   */
  synchronized void apply(BlockPlan newPlan, BlockAnswer mode) {
    fault = null;
    firewall.refuse(mark, List.of());
    plan = newPlan;
    dns.apply(newPlan, mode);
    firewall.strong(mark, newPlan.strength() == Strength.STRONG);
    before = newPlan.patterns().isEmpty() ? Counters.NONE : firewall.counters(mark);
  }

  /**
   * What was counted since.
   *
   * @throws LabFault if the firewall could not follow the resolver's answers, or not count
   */
  synchronized GatewayReading read() {
    StationDns.Heard heard = dns.heard(plan.patterns());
    LabFault broken = fault;
    if (broken != null) {
      throw broken;
    }
    Counters now = firewall.counters(mark);
    if (!now.full().isEmpty()) {
      throw new LabFault(
          "The device talked to %d remote ends or more within an hour: the firewall counts no others (%s)"
              .formatted(StationRules.MOST_WATCHED, String.join(", ", now.full())));
    }
    return new GatewayReading(
        heard.overridden(),
        dropped(now),
        since(before.passed(), now.passed()),
        since(before.encrypted(), now.encrypted()),
        since(before.asked(), now.asked()),
        heard.events());
  }

  @Override
  public void follow(List<FirewallRule> all) {
    requireRoom(all.size());
    inStep(() -> firewall.refuse(mark, all.stream().flatMap(this::refusals).toList()));
    rules.clear();
    rules.addAll(all);
  }

  @Override
  public void followAlso(List<FirewallRule> more) {
    List<FirewallRule> added = more.stream().filter(rule -> !rules.contains(rule)).toList();
    requireRoom(rules.size() + added.size());
    inStep(() -> firewall.refuseAlso(mark, added.stream().flatMap(this::refusals).toList()));
    rules.addAll(added);
  }

  private void requireRoom(int wanted) {
    if (wanted > MOST_RULES) {
      LabFault full =
          new LabFault(
              "The firewall refuses at most %d addresses to one device: block a name on every port, which needs none"
                  .formatted(MOST_RULES));
      fault = full;
      throw full;
    }
  }

  private void inStep(Runnable change) {
    try {
      change.run();
    } catch (LabFault e) {
      fault = e;
      throw e; // the station gets no answer rather than an unguarded one
    }
  }

  private Stream<Refusal> refusals(FirewallRule rule) {
    return Refusal.of(mark, rule);
  }

  private Map<DestinationPattern, Long> dropped(Counters now) {
    Map<DestinationPattern, Long> dropped = new LinkedHashMap<>();
    for (FirewallRule rule : rules) {
      long packets = refusals(rule).mapToLong(r -> now.dropped().getOrDefault(r, 0L)).sum();
      dropped.merge(rule.pattern(), packets, Long::sum);
    }
    return dropped;
  }

  /** Elements that timed out in between begin at zero again. */
  private Map<Refusal, Long> since(Map<Refusal, Long> then, Map<Refusal, Long> now) {
    Map<Refusal, Long> since = new HashMap<>();
    now.forEach(
        (end, count) -> {
          long old = then.getOrDefault(end, 0L);
          long more = count >= old ? count - old : count;
          if (end.mark() == mark && more > 0) {
            since.put(end, more);
          }
        });
    return since;
  }
}
