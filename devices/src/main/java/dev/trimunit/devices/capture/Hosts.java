// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.Addresses;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.capture.packet.Packet;
import dev.trimunit.engine.model.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The local hosts of a capture: several addresses with one source MAC are one host, unless that MAC
 * also sends for addresses elsewhere (a router) or an address is seen with two MACs.
 *
 * <p>This is certain only once the whole file was read. Until then addresses are grouped by what is
 * known; {@link #settle} tells whether that was right all along, as it mostly is. If not, a {@link
 * #Hosts(Hosts) second} reading knows from its start.
 */
final class Hosts {
  private static final int MAX_ADDRESSES = 65_536;
  private static final int MAX_MACS_OF_ADDRESS = 64;
  private static final int SEEN_SLOTS = 1 << 12;

  private final LocalPrefixes local;
  private final Map<AddressKey, Set<Long>> macsOf;
  private final Set<Long> routers;
  private final Map<AddressKey, Host> hosts = new HashMap<>();
  private final Map<Long, Host> byMac = new HashMap<>();
  private boolean full;

  // The pairs seen lately, so that a packet of a known pair costs one comparison.
  private final long[] seenMac = new long[SEEN_SLOTS];
  private final long[] seenHigh = new long[SEEN_SLOTS];
  private final long[] seenLow = new long[SEEN_SLOTS];

  Hosts(LocalPrefixes local) {
    this.local = local;
    macsOf = new LinkedHashMap<>();
    routers = new HashSet<>();
  }

  /** For another reading of the same capture: who is who is known, what they did is not. */
  Hosts(Hosts known) {
    local = known.local;
    macsOf = known.macsOf;
    routers = known.routers;
  }

  /** Takes note of a packet's sender. */
  void see(Packet p) {
    if (p.sourceMac == Packet.NO_MAC) {
      return;
    }
    int slot = Addresses.hash(p.sourceHigh ^ p.sourceMac, p.sourceLow) & SEEN_SLOTS - 1;
    if (seenMac[slot] == p.sourceMac + 1
        && seenHigh[slot] == p.sourceHigh
        && seenLow[slot] == p.sourceLow) {
      return;
    }
    seenMac[slot] = p.sourceMac + 1;
    seenHigh[slot] = p.sourceHigh;
    seenLow[slot] = p.sourceLow;
    note(p.sourceMac, p.sourceHigh, p.sourceLow);
  }

  private void note(long mac, long high, long low) {
    if (Addresses.isUnspecified(high, low)
        || Addresses.isMulticast(high, low)
        || Addresses.isBroadcast(high, low)) {
      return;
    }
    if (!local.contains(high, low)) {
      if (routers.size() < MAX_ADDRESSES) {
        routers.add(mac);
      }
      return;
    }
    AddressKey key = new AddressKey(high, low);
    Set<Long> macs = macsOf.get(key);
    if (macs == null && macsOf.size() < MAX_ADDRESSES) {
      macs = Set.of(mac);
      macsOf.put(key, macs);
      Host heardOf = hosts.get(key);
      if (heardOf != null) {
        byMac.putIfAbsent(mac, heardOf);
      }
    }
    if (macs != null && macs.size() < MAX_MACS_OF_ADDRESS && !macs.contains(mac)) {
      Set<Long> more = new HashSet<>(macs);
      more.add(mac);
      macsOf.put(key, more);
    }
  }

  /** The host that an address belongs to, by what is known so far. */
  Host of(long high, long low) {
    AddressKey key = new AddressKey(high, low);
    Host known = hosts.get(key);
    if (known == null) {
      known = group(key);
      known.addresses.add(Addresses.of(high, low));
      if (hosts.size() < MAX_ADDRESSES) {
        hosts.put(key, known);
      } else {
        full = true;
      }
    }
    return known;
  }

  private Host group(AddressKey key) {
    Long mac = ownMac(key);
    if (mac == null) {
      return new Host();
    }
    Host known = byMac.get(mac);
    if (known == null) {
      known = new Host();
      byMac.put(mac, known);
    }
    return known;
  }

  /** The MAC that tells an address's host; null if the address stands alone. */
  private @Nullable Long ownMac(AddressKey key) {
    Set<Long> macs = macsOf.get(key);
    if (macs == null || macs.size() != 1) {
      return null;
    }
    Long mac = macs.iterator().next();
    return routers.contains(mac) ? null : mac;
  }

  /**
   * Once all packets were seen: makes every sender's host and its MACs known. False if an address
   * was taken for another host's at first, so that the capture has to be read again.
   */
  boolean settle() {
    for (AddressKey key : macsOf.keySet()) {
      of(key.high, key.low);
    }
    Map<Object, Host> byIdentity = new HashMap<>();
    Map<Host, Object> identities = new HashMap<>();
    for (Map.Entry<AddressKey, Host> entry : hosts.entrySet()) {
      Long mac = ownMac(entry.getKey());
      Object identity = mac == null ? entry.getKey() : mac;
      Host host = entry.getValue();
      Host sameIdentity = byIdentity.putIfAbsent(identity, host);
      Object sameHost = identities.putIfAbsent(host, identity);
      if ((sameIdentity != null && sameIdentity != host)
          || (sameHost != null && !sameHost.equals(identity))) {
        return false;
      }
      for (long one : macsOf.getOrDefault(entry.getKey(), Set.of())) {
        host.macs.add(new MacAddress(one));
      }
    }
    return !full;
  }

  /** The MAC addresses that each local address sent with. */
  Map<IpAddress, SortedSet<MacAddress>> senders() {
    Map<IpAddress, SortedSet<MacAddress>> senders = new HashMap<>();
    for (Map.Entry<AddressKey, Set<Long>> entry : macsOf.entrySet()) {
      SortedSet<MacAddress> macs = new TreeSet<>();
      entry.getValue().forEach(mac -> macs.add(new MacAddress(mac)));
      senders.put(Addresses.of(entry.getKey().high, entry.getKey().low), macs);
    }
    return senders;
  }

  /** Whether there were more local addresses than are told apart. */
  boolean isFull() {
    return full;
  }

  /** The hosts, each once. */
  List<Host> all() {
    return new ArrayList<>(new LinkedHashSet<>(hosts.values()));
  }

  /**
   * An address as the key of a map. Its comparison is written out, as in all keys that a packet may
   * need: what a record derives is put together at run time, which costs more than reading a small
   * capture.
   */
  record AddressKey(long high, long low) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof AddressKey key && low == key.low && high == key.high;
    }

    @Override
    public int hashCode() {
      return Addresses.hash(high, low);
    }
  }
}
