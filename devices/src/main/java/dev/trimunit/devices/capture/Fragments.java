// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.Addresses;
import dev.trimunit.devices.capture.packet.IpLayer;
import dev.trimunit.devices.capture.packet.Packet;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams in fragments: which flow they belong to, and their data where DNS may be inside.
 * Bounded in number and octets; the datagram untouched for longest is given up.
 */
final class Fragments {
  private static final int MAX_DATAGRAMS = 4_096;
  private static final int MAX_BYTES = 8 << 20;

  private final Map<Key, Datagram> datagrams = new LinkedHashMap<>(64, 0.75f, true);
  private final Consumer<Datagram> orphaned;
  private int bytes;

  Fragments(Consumer<Datagram> orphaned) {
    this.orphaned = orphaned;
  }

  Datagram of(Packet p) {
    Key key =
        new Key(
            p.sourceHigh,
            p.sourceLow,
            p.targetHigh,
            p.targetLow,
            p.isIpv4() ? p.protocol : -1,
            p.fragmentId);
    Datagram datagram = datagrams.get(key);
    if (datagram == null) {
      makeRoom();
      datagram = new Datagram(key, p.protocol);
      datagrams.put(key, datagram);
    }
    return datagram;
  }

  void forget(Datagram datagram) {
    if (datagrams.remove(datagram.key, datagram)) {
      bytes -= datagram.data.length;
      orphaned.accept(datagram);
    }
  }

  void forgetAll() {
    datagrams.values().forEach(orphaned);
    datagrams.clear();
    bytes = 0;
  }

  /** Adds a fragment's octets; true once the datagram is whole. */
  boolean add(Datagram datagram, Packet p) {
    int before = datagram.data.length;
    boolean whole = datagram.add(p);
    bytes += datagram.data.length - before;
    while (bytes > MAX_BYTES) {
      Datagram eldest = datagrams.values().iterator().next();
      if (eldest == datagram) {
        break;
      }
      forget(eldest);
    }
    return whole;
  }

  private void makeRoom() {
    if (datagrams.size() >= MAX_DATAGRAMS) {
      forget(datagrams.values().iterator().next());
    }
  }

  /** Tells datagrams apart. Comparisons are written out: see {@link Hosts.AddressKey}. */
  private record Key(long srcHigh, long srcLow, long dstHigh, long dstLow, int protocol, int id) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && id == key.id
          && srcLow == key.srcLow
          && dstLow == key.dstLow
          && srcHigh == key.srcHigh
          && dstHigh == key.dstHigh
          && protocol == key.protocol;
    }

    @Override
    public int hashCode() {
      return Addresses.hash(srcHigh * 31 + dstHigh, srcLow * 31 + dstLow)
          ^ id * 0x9e37_79b9
          ^ protocol;
    }
  }

  /** A datagram of which fragments were seen. */
  static final class Datagram {
    private static final int MAX_LENGTH = 65_535;
    final Key key;
    final int protocol;

    /** Known once the first fragment was seen. */
    @Nullable Flow flow;

    boolean isError;
    boolean headSeen;

    /** Fragments that came before the first one, as sent by A. */
    Flow.Tally waiting = new Flow.Tally(null, null);

    /** What came, from {@link #first} on; from the datagram's begin, once its head was seen. */
    byte[] data = new byte[0];

    private int first;
    private final BitSet units = new BitSet();
    private int length = -1;

    Datagram(Key key, int protocol) {
      this.key = key;
      this.protocol = protocol;
    }

    long srcHigh() {
      return key.srcHigh;
    }

    long srcLow() {
      return key.srcLow;
    }

    long dstHigh() {
      return key.dstHigh;
    }

    long dstLow() {
      return key.dstLow;
    }

    int length() {
      return length;
    }

    private boolean add(Packet p) {
      int count = p.payloadEnd - p.payload;
      int to = p.fragmentOffset + count;
      if (to > MAX_LENGTH || count <= 0) {
        return false;
      }
      if (!p.moreFragments) {
        length = to;
      }
      units.set(p.fragmentOffset / 8, (to + 7) / 8);
      if (isDatagramOfDns()) {
        cover(p.fragmentOffset, to);
        System.arraycopy(p.data, p.payload, data, p.fragmentOffset - first, count);
      }
      return length >= 0 && units.nextClearBit(0) >= (length + 7) / 8;
    }

    /** Makes room. A fragment from far behind the begin does not take all that is before it. */
    private void cover(int from, int to) {
      if (data.length == 0) {
        first = from;
        data = new byte[to - from];
      } else if (from < first) {
        byte[] whole = new byte[Math.max(first + data.length, to)];
        System.arraycopy(data, 0, whole, first, data.length);
        data = whole;
        first = 0;
      }
      if (to - first > data.length) {
        int enough = Math.max(to - first, 2 * data.length);
        data = Arrays.copyOf(data, Math.min(MAX_LENGTH - first, enough));
      }
    }

    private boolean isDatagramOfDns() {
      return protocol == IpLayer.UDP && (flow == null || flow.portA == 53 || flow.portB == 53);
    }
  }
}
