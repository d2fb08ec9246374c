// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which addresses stand for which names, for one device: those that the resolver handed to it, and
 * those that its traffic gave away. It only grows. Not thread-safe.
 */
public final class AddressBook {
  private final Map<DnsName, Set<IpAddress>> handed = new TreeMap<>();
  private final Map<DnsName, Set<IpAddress>> learned = new TreeMap<>();
  private int version;

  /** Notes that the resolver handed an address to the device as one of this name. */
  public void hand(DnsName name, IpAddress address) {
    add(handed, name, address);
  }

  /**
   * Notes that traffic shows an address as one of this name: another resolver's answer, a TLS
   * hello.
   */
  public void learn(DnsName name, IpAddress address) {
    add(learned, name, address);
  }

  /** The addresses that the resolver has handed to the device for names that the pattern covers. */
  public Set<IpAddress> handed(DestinationPattern pattern) {
    return handed(pattern::coversHost);
  }

  Set<IpAddress> handed(Predicate<DnsName> which) {
    return addresses(handed, which);
  }

  /** Every address ever seen for names that the pattern covers. */
  public Set<IpAddress> seen(DestinationPattern pattern) {
    return seen(pattern::coversHost);
  }

  Set<IpAddress> seen(Predicate<DnsName> which) {
    Set<IpAddress> seen = addresses(handed, which);
    seen.addAll(addresses(learned, which));
    return seen;
  }

  /** Every name that an address was seen for. */
  Set<DnsName> names() {
    Set<DnsName> names = new TreeSet<>(handed.keySet());
    names.addAll(learned.keySet());
    return names;
  }

  /** The addresses that the resolver has handed to the device for this name. */
  Set<IpAddress> handed(DnsName name) {
    return Collections.unmodifiableSet(handed.getOrDefault(name, Set.of()));
  }

  /** Every address ever seen for this name. */
  Set<IpAddress> seen(DnsName name) {
    Set<IpAddress> seen = new TreeSet<>(handed(name));
    seen.addAll(learned.getOrDefault(name, Set.of()));
    return seen;
  }

  /** Grows with every address that is new. */
  int version() {
    return version;
  }

  private void add(Map<DnsName, Set<IpAddress>> map, DnsName name, IpAddress address) {
    if (map.computeIfAbsent(name, key -> new TreeSet<>()).add(address)) {
      version++;
    }
  }

  private static Set<IpAddress> addresses(
      Map<DnsName, Set<IpAddress>> map, Predicate<DnsName> which) {
    Set<IpAddress> addresses = new TreeSet<>();
    map.forEach(
        (name, its) -> {
          if (which.test(name)) {
            addresses.addAll(its);
          }
        });
    return addresses;
  }
}
