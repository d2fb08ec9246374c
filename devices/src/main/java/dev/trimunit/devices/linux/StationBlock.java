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
  private final StationPolicies policies;
  private BlockPlan plan = BlockPlan.open();
  private final Set<FirewallRule> rules = ConcurrentHashMap.newKeySet();
  private final Map<DestinationPattern, Long> droppedBefore = new HashMap<>();
  private Counters before = Counters.NONE;
  private volatile boolean isCut;
  private volatile @Nullable LabFault fault;

  StationBlock(int mark, NftFirewall firewall, StationResolver resolver, StationPolicies policies) {
    this.mark = mark;
    this.firewall = firewall;
    this.policies = policies;
    this.dns = resolver.station(mark, this);
  }

  void learn(DnsName name, IpAddress address) {
    dns.learn(name, address);
  }

  /** What the gateway does beside refusing; see {@link #apply}. */
  StationPolicies policies() {
    return policies;
  }

  /**
   * Puts a plan in force. Names come first, because running {@code nft} takes ten times as long;
   * what counts as passed begins when everything is in force.
   */
  synchronized void apply(BlockPlan newPlan, BlockAnswer mode, StationPolicies.Declared declared) {
    fault = null;
    firewall.refuse(mark, List.of());
    firewall.tell(mark, List.of());
    policies.begin(declared);
    droppedBefore.clear();
    plan = newPlan;
    dns.apply(newPlan, mode);
    firewall.strong(mark, newPlan.strength() == Strength.STRONG);
    policies.inForce();
    before = newPlan.patterns().isEmpty() ? Counters.NONE : firewall.counters(mark);
    policies.count(before);
  }

  /**
   * Opens and closes windows as it is time; whoever reads is told if that fails.
   *
   * @param counts whether to look what passed, too
   */
  synchronized void look(boolean counts) {
    if (!policies.hasWindows() || fault != null) {
      return;
    }
    try {
      if ((counts || policies.isSkipped()) && !policies.open().isEmpty()) {
        policies.count(firewall.counters(mark), rules);
      }
      if (policies.isToChange()) {
        change();
      }
    } catch (LabFault e) {
      fault = e;
    }
  }

  /** What passed until it was refused again, or since it is not, counts as let through. */
  private void change() {
    Counters then = firewall.counters(mark);
    policies.count(then, rules);
    Set<DestinationPattern> opening = policies.change();
    rules.stream()
        .filter(rule -> opening.contains(rule.pattern()))
        .forEach(rule -> droppedBefore.merge(rule.pattern(), dropped(rule, then), Long::sum));
    dns.goOn(plan.lifting(policies.open()));
    policies.count(firewall.counters(mark), rules);
    policies.changed();
  }

  /** Whether nothing beyond the gateway is there for the station. */
  synchronized void cut(boolean cut) {
    firewall.cut(mark, cut);
    dns.cut(cut);
    isCut = cut;
  }

  boolean isCut() {
    return isCut;
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
    policies.count(now, rules);
    Map<Refusal, Long> passed = policies.passedBy(since(before.passed(), now.passed()));
    return new GatewayReading(
        heard.overridden(),
        dropped(now),
        passed,
        since(before.encrypted(), now.encrypted()),
        since(before.asked(), now.asked()),
        heard.events(),
        policies.bearings(told(now)));
  }

  @Override
  public void follow(List<FirewallRule> all) {
    requireRoom(all.size());
    inStep(
        () -> {
          firewall.tell(mark, policies.told(all.stream()));
          firewall.refuse(mark, all.stream().flatMap(this::refusals).toList());
        });
    rules.clear();
    rules.addAll(all);
  }

  @Override
  public void followAlso(List<FirewallRule> more) {
    List<FirewallRule> added = more.stream().filter(rule -> !rules.contains(rule)).toList();
    requireRoom(rules.size() + added.size());
    inStep(
        () -> {
          if (policies.told(added.stream()).isEmpty()) {
            return;
          }
          firewall.tell(mark, policies.told(Stream.concat(rules.stream(), added.stream())));
        });
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

  /** What an open window lets through is not refused. */
  private Stream<Refusal> refusals(FirewallRule rule) {
    return policies.open().contains(rule.pattern()) ? Stream.of() : Refusal.of(mark, rule);
  }

  private Map<DestinationPattern, Long> dropped(Counters now) {
    Map<DestinationPattern, Long> dropped = new LinkedHashMap<>(droppedBefore);
    told(now).forEach((pattern, queries) -> dropped.merge(pattern, queries, Long::sum));
    for (FirewallRule rule : rules) {
      dropped.merge(rule.pattern(), dropped(rule, now), Long::sum);
    }
    return dropped;
  }

  private long dropped(FirewallRule rule, Counters now) {
    return Refusal.of(mark, rule).mapToLong(r -> now.dropped().getOrDefault(r, 0L)).sum();
  }

  /** Queries for the time that did not get where they were sent, by pattern. */
  private Map<DestinationPattern, Long> told(Counters now) {
    Map<DestinationPattern, Long> told = new HashMap<>();
    for (FirewallRule rule : rules) {
      if (policies.isTold(rule.pattern())) {
        Refusal end = new Refusal(mark, rule.address(), Refusal.ANY, Refusal.ANY);
        told.merge(rule.pattern(), now.told().getOrDefault(end, 0L), Long::sum);
      }
    }
    return told;
  }

  private Map<Refusal, Long> since(Map<Refusal, Long> then, Map<Refusal, Long> now) {
    return Counters.since(mark, then, now);
  }
}
