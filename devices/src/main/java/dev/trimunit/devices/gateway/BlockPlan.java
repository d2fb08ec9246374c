// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a set of patterns is refused to a device. A name is overridden in DNS when nothing that is to
 * go on working needs it: a pattern covers every port of it, or the patterns together cover every
 * destination of that name that the device is known to contact. Otherwise, and for bare addresses,
 * the firewall refuses the addresses and ports.
 *
 * @param patterns what is blocked, in order
 * @param known every destination that the device is known to contact
 * @param strength whether the firewall also refuses the addresses of overridden names
 */
public record BlockPlan(
    Set<DestinationPattern> patterns, Set<Destination> known, Strength strength) {
  public BlockPlan {
    patterns = Collections.unmodifiableSet(new TreeSet<>(patterns));
    known = Collections.unmodifiableSet(new TreeSet<>(known));
  }

  /** Refuses nothing. */
  public static BlockPlan open() {
    return new BlockPlan(Set.of(), Set.of(), Strength.NORMAL);
  }

  /** The patterns by which a name is overridden in DNS; empty if it is answered as it is. */
  public List<DestinationPattern> overriding(DnsName name) {
    List<DestinationPattern> covering =
        patterns.stream().filter(pattern -> pattern.coversHost(name)).toList();
    boolean whole =
        covering.stream().anyMatch(DestinationPattern::coversEveryPort)
            || coverAllKnown(covering, name);
    return whole ? covering : List.of();
  }

  /** The rules of the firewall, given the addresses that are known so far. */
  public List<FirewallRule> rules(AddressBook book) {
    List<FirewallRule> rules = new ArrayList<>();
    for (DestinationPattern pattern : patterns) {
      addresses(pattern, book).forEach(address -> rules.add(FirewallRule.of(pattern, address)));
    }
    return Collections.unmodifiableList(rules);
  }

  /** The addresses that the firewall refuses for a pattern. */
  private Collection<IpAddress> addresses(DestinationPattern pattern, AddressBook book) {
    if (pattern.host() instanceof IpAddress address) {
      return List.of(address);
    }
    if (strength == Strength.STRONG) {
      return book.seen(pattern);
    }
    Set<IpAddress> addresses = new TreeSet<>();
    book.namesCoveredBy(pattern).stream()
        .filter(name -> overriding(name).isEmpty())
        .forEach(name -> addresses.addAll(book.handed(exactly(name))));
    return addresses;
  }

  private boolean coverAllKnown(List<DestinationPattern> covering, DnsName name) {
    List<Destination> ofName = known.stream().filter(d -> d.host().equals(name)).toList();
    return !ofName.isEmpty()
        && ofName.stream().allMatch(d -> covering.stream().anyMatch(pattern -> pattern.covers(d)));
  }

  private static DestinationPattern exactly(DnsName name) {
    return new DestinationPattern(name, true, null, Destination.NO_PORT);
  }

  /**
   * The plan in words, one rule a line: what DNS overrides, and what the firewall refuses of the
   * addresses that are known so far.
   */
  public List<String> lines(AddressBook book) {
    Set<String> lines = new TreeSet<>();
    for (DestinationPattern pattern : patterns) {
      Set<DnsName> names = new TreeSet<>(book.namesCoveredBy(pattern));
      if (pattern.host() instanceof DnsName name) {
        names.add(name);
      }
      names.stream()
          .filter(name -> !overriding(name).isEmpty())
          .forEach(name -> lines.add("dns: " + name + " is overridden, for " + pattern));
    }
    rules(book).forEach(rule -> lines.add(rule.toString()));
    return List.copyOf(lines);
  }

  /** Whether any pattern asks for it; the first one that does. */
  public Optional<DestinationPattern> covering(Destination destination) {
    return patterns.stream().filter(pattern -> pattern.covers(destination)).findFirst();
  }
}
