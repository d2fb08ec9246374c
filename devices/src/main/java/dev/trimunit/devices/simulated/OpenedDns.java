// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.devices.gateway.DnsPolicy;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The gateway's resolver while some of what is blocked is let through. */
final class OpenedDns {
  private final DnsPolicy policy;
  private final List<DnsEvent> events = new ArrayList<>();
  private final Map<DestinationPattern, Long> overridden = new HashMap<>();
  private Set<DestinationPattern> refused = Set.of();
  private boolean applied;

  OpenedDns(DnsPolicy policy) {
    this.policy = policy;
  }

  /** Answers a query while these patterns of a plan are open. */
  Optional<byte[]> answer(
      byte[] query, BlockPlan plan, Set<DestinationPattern> open, BlockAnswer answer) {
    Set<DestinationPattern> rest = new TreeSet<>(plan.patterns());
    rest.removeAll(open);
    if (!rest.equals(refused)) {
      keep();
      refused = rest;
    }
    if (!applied) {
      applied = true;
      policy.apply(new BlockPlan(rest, plan.known(), plan.strength(), plan.byName()), answer);
    }
    return policy.answer(query);
  }

  /** What a policy counts is gone when it is put in force anew. */
  private void keep() {
    events.addAll(policy.events());
    refused.forEach(pattern -> overridden.merge(pattern, policy.overridden(pattern), Long::sum));
    policy.apply(BlockPlan.open(), BlockAnswer.LOOPBACK);
    applied = false;
  }

  long overridden(DestinationPattern pattern) {
    return overridden.getOrDefault(pattern, 0L) + policy.overridden(pattern);
  }

  /** Its queries and others, in the order of time. */
  List<DnsEvent> among(List<DnsEvent> others) {
    List<DnsEvent> all = new ArrayList<>(others);
    all.addAll(events);
    all.addAll(policy.events());
    all.sort(Comparator.comparing(DnsEvent::time));
    return all;
  }

  /** The block is over. */
  void forget() {
    policy.apply(BlockPlan.open(), BlockAnswer.LOOPBACK);
    refused = Set.of();
    applied = false;
    events.clear();
    overridden.clear();
  }
}
