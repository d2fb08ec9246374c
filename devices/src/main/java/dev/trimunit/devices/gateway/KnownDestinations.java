// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.IpAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a device is known to contact, and which of its names stands for a name that it looks up: a
 * family that a campaign found is all its members but those that the device is known by their own
 * name, which are destinations of their own. Immutable.
 */
final class KnownDestinations {
  private final Set<Destination> all;
  private final Map<Host, List<Destination>> byHost = new HashMap<>();

  KnownDestinations(Set<Destination> destinations) {
    all = Collections.unmodifiableSet(new TreeSet<>(destinations));
    for (Destination destination : all) {
      byHost.computeIfAbsent(destination.host(), host -> new ArrayList<>()).add(destination);
    }
  }

  /** All of them, in order. */
  Set<Destination> all() {
    return all;
  }

  /** The names among them. */
  Set<DnsName> names() {
    Set<DnsName> names = new TreeSet<>();
    for (Host host : byHost.keySet()) {
      if (host instanceof DnsName name) {
        names.add(name);
      }
    }
    return names;
  }

  /** Whether a pattern means a name. */
  boolean means(DestinationPattern pattern, DnsName name) {
    return pattern.coversHost(name)
        && (!pattern.isSeenFamily() || pattern.host().equals(name) || !byHost.containsKey(name));
  }

  /** Whether a known name is this one, or a family that it is a member of. */
  boolean stands(DnsName known, DnsName name) {
    return known.equals(name)
        || (known.isFamily() && known.holds(name) && !byHost.containsKey(name));
  }

  /** The names with addresses that a known name stands for. */
  Stream<DnsName> members(DnsName known, AddressBook book) {
    return known.isFamily()
        ? book.names().stream().filter(name -> stands(known, name))
        : Stream.of(known);
  }

  /** Whether a destination was seen at an address. */
  boolean isAt(Destination destination, IpAddress address, AddressBook book) {
    return destination.host() instanceof DnsName name
        && members(name, book).anyMatch(member -> book.seen(member).contains(address));
  }

  /** Whether the device is known to contact a name, and each port of it is covered. */
  boolean areCovered(DnsName name, List<DestinationPattern> covering) {
    List<Destination> ofName = byHost.getOrDefault(name, List.of());
    return !ofName.isEmpty()
        && ofName.stream().allMatch(d -> covering.stream().anyMatch(pattern -> pattern.covers(d)));
  }
}
