// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The local hosts of a capture: several addresses with one source MAC are one host, unless that MAC
 * also sends for addresses elsewhere (a router) or an address is seen with two MACs. Known only
 * once the whole file was read, hence a pass of its own.
 */
final class Hosts {
  private static final int MAX_ADDRESSES = 200_000;
  private static final int MAX_MACS_OF_ADDRESS = 64;
  private static final int SEEN_SLOTS = 1 << 12;

  private final LocalPrefixes local;
  private final Map<AddressKey, Set<Long>> macsOf = new LinkedHashMap<>();
  private final Set<Long> routers = new HashSet<>();
  private final Map<AddressKey, Host> hosts = new HashMap<>();
  private final Map<Long, Host> byMac = new HashMap<>();

  // The pairs seen lately, so that a packet of a known pair costs one comparison.
  private final long[] seenMac = new long[SEEN_SLOTS];
  private final long[] seenHigh = new long[SEEN_SLOTS];
  private final long[] seenLow = new long[SEEN_SLOTS];

  Hosts(LocalPrefixes local) {
    this.local = local;
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
      macs = new HashSet<>(2);
      macsOf.put(key, macs);
    }
    if (macs != null && macs.size() < MAX_MACS_OF_ADDRESS) {
      macs.add(mac);
    }
  }

  /** The host that an address belongs to, once all packets were seen. */
  Host of(long high, long low) {
    AddressKey key = new AddressKey(high, low);
    Host known = hosts.get(key);
    if (known == null) {
      known = group(key);
      known.addresses.add(Addresses.of(high, low));
      if (hosts.size() < MAX_ADDRESSES) {
        hosts.put(key, known);
      }
    }
    return known;
  }

  private Host group(AddressKey key) {
    Set<Long> macs = macsOf.getOrDefault(key, Set.of());
    if (macs.size() == 1) {
      long mac = macs.iterator().next();
      if (!routers.contains(mac)) {
        return byMac.computeIfAbsent(mac, m -> new Host(macs));
      }
    }
    return new Host(macs);
  }

  /** Makes every sender's host known, so that a host lists all its addresses. */
  List<Host> all() {
    macsOf.keySet().forEach(key -> of(key.high(), key.low()));
    return new ArrayList<>(new HashSet<>(hosts.values()));
  }

  /** An address as the key of a map. */
  record AddressKey(long high, long low) {
    @Override
    public int hashCode() {
      return Addresses.hash(high, low);
    }
  }
}
