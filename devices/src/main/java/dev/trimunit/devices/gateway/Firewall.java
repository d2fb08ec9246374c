// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Transport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides on each packet between one device and the Internet, and counts what it refuses. Follows
 * the address book, so that an address is refused from the moment that the resolver has handed it
 * out. Not thread-safe.
 */
public final class Firewall {
  private final BlockPlan plan;
  private final AddressBook book;
  private final Map<DestinationPattern, Long> dropped = new HashMap<>();
  private List<FirewallRule> rules;
  private int version;

  public Firewall(BlockPlan plan, AddressBook book) {
    this.plan = plan;
    this.book = book;
    this.version = book.version();
    this.rules = plan.rules(book);
  }

  /** Whether a packet to or from this remote address and port may pass. */
  public boolean passes(IpAddress remote, Transport transport, int remotePort) {
    follow();
    boolean refused = false;
    for (FirewallRule rule : rules) {
      if (rule.meets(remote, transport, remotePort)) {
        dropped.merge(rule.pattern(), 1L, Long::sum);
        refused = true;
      }
    }
    return !refused;
  }

  /** The patterns for which a packet would be refused; counts nothing. */
  public List<DestinationPattern> refusing(IpAddress remote, Transport transport, int remotePort) {
    follow();
    return rules.stream()
        .filter(rule -> rule.meets(remote, transport, remotePort))
        .map(FirewallRule::pattern)
        .distinct()
        .toList();
  }

  /** How many packets were refused for a pattern. */
  public long dropped(DestinationPattern pattern) {
    return dropped.getOrDefault(pattern, 0L);
  }

  private void follow() {
    if (book.version() != version) {
      version = book.version();
      rules = plan.rules(book);
    }
  }
}
