// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.packet;

/** Links whose header is an address family instead of an EtherType: loopback and NFLOG. */
final class FamilyLink {
  private FamilyLink() {}

  /** DLT_NULL: an address family in the byte order of the machine that captured. */
  static void loopback(Packet p, int at) {
    if (p.has(at, 4)) {
      family(p, familyOfAnyOrder(p, at), at + 4);
    }
  }

  /** OpenBSD's view into IPsec: a family in that machine's order, SPI and flags. */
  static void encapsulated(Packet p, int at) {
    if (p.has(at, 12)) {
      family(p, familyOfAnyOrder(p, at), at + 12);
    }
  }

  private static int familyOfAnyOrder(Packet p, int at) {
    int family = Octets.s32(p.data, at);
    boolean little = (family & 0xffff) == 0 || family >>> 16 != 0;
    return little ? Integer.reverseBytes(family) : family;
  }

  static void family(Packet p, int family, int at) {
    switch (family) {
      case 2 -> p.ip = at;
      case 10, 23, 24, 26, 28, 30 -> Ethernet.ipv6(p, at);
      default -> {
        if (family > Ethernet.MAX_LLC_LENGTH && family <= 0xffff) {
          Ethernet.etherType(p, family, at);
        }
      }
    }
  }

  /** Attributes in host byte order, of which one holds the packet. */
  static void nflog(Packet p, int from) {
    if (!p.has(from, 8) || p.data[from + 1] != 0) {
      return;
    }
    int family = Octets.u8(p.data, from);
    int at = from + 4;
    // Types are small, so the first one's octets tell the byte order.
    boolean little = Octets.u16(p.data, at + 2, true) < Octets.u16(p.data, at + 2, false);
    while (p.has(at, 4)) {
      int length = Octets.u16(p.data, at, little);
      int type = Octets.u16(p.data, at + 2, little) & 0x7fff;
      if (length < 4 || type == 9) {
        p.ip = type == 9 && length > 4 && (family == 2 || family == 10) ? at + 4 : -1;
        return;
      }
      at += length + 3 & ~3;
    }
  }
}
