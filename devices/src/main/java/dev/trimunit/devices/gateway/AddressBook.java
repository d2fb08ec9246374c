// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which addresses stand for which names, for one device: those that the resolver handed to it, and
 * those that its traffic gave away. Holds so many names and addresses; the name that was longest
 * not heard of is forgotten first, with its addresses. Not thread-safe.
 */
public final class AddressBook {
  static final int MOST_NAMES = 16_384;
  static final int MOST_ADDRESSES = 65_536;
  static final int MOST_ADDRESSES_OF_A_NAME = 1_024;

  /** The longest not heard of first. */
  private final Map<DnsName, Entry> entries = new LinkedHashMap<>();

  private int addresses;
  private int version;

  /** A name's addresses, the oldest first. */
  private static final class Entry {
    private final Set<IpAddress> handed = new LinkedHashSet<>();
    private final Set<IpAddress> learned = new LinkedHashSet<>();

    int size() {
      return handed.size() + learned.size();
    }

    Stream<IpAddress> seen() {
      return Stream.concat(handed.stream(), learned.stream());
    }
  }

  /** Notes that the resolver handed an address to the device as one of this name. */
  public void hand(DnsName name, IpAddress address) {
    add(heardOf(name).handed, address);
  }

  /**
   * Notes that traffic shows an address as one of this name: another resolver's answer, a TLS
   * hello.
   */
  public void learn(DnsName name, IpAddress address) {
    add(heardOf(name).learned, address);
  }

  /** The addresses that the resolver has handed to the device for names that the pattern covers. */
  public Set<IpAddress> handed(DestinationPattern pattern) {
    return handed(pattern::coversHost);
  }

  Set<IpAddress> handed(Predicate<DnsName> which) {
    return addresses(which, entry -> entry.handed.stream());
  }

  /** Every address remembered for names that the pattern covers. */
  public Set<IpAddress> seen(DestinationPattern pattern) {
    return seen(pattern::coversHost);
  }

  Set<IpAddress> seen(Predicate<DnsName> which) {
    return addresses(which, Entry::seen);
  }

  /** Every name that an address is remembered for. */
  Set<DnsName> names() {
    return new TreeSet<>(entries.keySet());
  }

  /** The addresses that the resolver has handed to the device for this name. */
  Set<IpAddress> handed(DnsName name) {
    Entry entry = entries.get(name);
    return entry == null ? Set.of() : new TreeSet<>(entry.handed);
  }

  /** Every address remembered for this name. */
  Set<IpAddress> seen(DnsName name) {
    Entry entry = entries.get(name);
    return entry == null ? Set.of() : sorted(entry.seen());
  }

  /** Grows with every address that is new. */
  int version() {
    return version;
  }

  private Entry heardOf(DnsName name) {
    Entry known = entries.remove(name);
    Entry entry = known == null ? new Entry() : known;
    entries.put(name, entry);
    return entry;
  }

  private void add(Set<IpAddress> to, IpAddress address) {
    if (!to.add(address)) {
      return;
    }
    version++;
    addresses++;
    if (to.size() > MOST_ADDRESSES_OF_A_NAME) {
      to.remove(to.iterator().next());
      addresses--;
    }
    while (entries.size() > MOST_NAMES || addresses > MOST_ADDRESSES) {
      forget(entries.keySet().iterator().next());
    }
  }

  private void forget(DnsName name) {
    Entry forgotten = entries.remove(name);
    addresses -= forgotten == null ? 0 : forgotten.size();
  }

  private Set<IpAddress> addresses(
      Predicate<DnsName> which, Function<Entry, Stream<IpAddress>> its) {
    return sorted(
        entries.entrySet().stream()
            .filter(each -> which.test(each.getKey()))
            .flatMap(each -> its.apply(each.getValue())));
  }

  private static Set<IpAddress> sorted(Stream<IpAddress> addresses) {
    return addresses.collect(Collectors.toCollection(TreeSet::new));
  }
}
