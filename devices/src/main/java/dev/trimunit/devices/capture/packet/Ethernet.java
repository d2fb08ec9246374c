// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.packet;

/** Ethernet frames and what they share with other links: EtherTypes, tags, MPLS, LLC. */
final class Ethernet {
  /** Greater numbers in the place of a length are EtherTypes. */
  static final int MAX_LLC_LENGTH = 1_500;

  private static final int IP_SAP = 0x06;
  private static final int SNAP_SAP = 0xaa;

  private Ethernet() {}

  static void ethernet(Packet p, int at) {
    if (!p.has(at, 14) || !p.mayNest()) {
      return;
    }
    if (p.sourceMac == Packet.NO_MAC) {
      p.sourceMac = Octets.u48(p.data, at + 6);
      p.linkGroup = (p.data[at] & 1) != 0;
    }
    int type = Octets.u16(p.data, at + 12);
    if (type <= MAX_LLC_LENGTH) {
      llc(p, at + 14);
    } else {
      etherType(p, type, at + 14);
    }
  }

  /** Follows tags and shims, which may nest, until an IP header or something else. */
  static void etherType(Packet p, int firstType, int from) {
    int type = firstType;
    int at = from;
    while (true) {
      int tag = tagLength(type);
      if (tag == 0) {
        break;
      }
      if (!p.has(at, tag)) {
        return;
      }
      type = Octets.u16(p.data, at + tag - 2);
      at += tag;
    }
    switch (type) {
      case 0x0800 -> p.ip = at;
      case 0x86dd -> ipv6(p, at);
      case 0x8847, 0x8848 -> mpls(p, at);
      case 0x8864 -> Ppp.session(p, at);
      case 0x88e7 -> ethernet(p, at + 4);
      case 0x6558 -> ethernet(p, at);
      case 0x880b -> Ppp.frame(p, at);
      default -> {
        if (type <= MAX_LLC_LENGTH) {
          llc(p, at);
        }
      }
    }
  }

  /**
   * What is announced as IPv6 and is of another version is no packet; what is announced as IPv4 may
   * be of either, as in Wireshark.
   */
  static void ipv6(Packet p, int at) {
    if (p.has(at, 1) && Octets.u8(p.data, at) >>> 4 == 6) {
      p.ip = at;
    }
  }

  /** Octets of a tag up to and with the EtherType after it; 0 if the type is no tag. */
  private static int tagLength(int type) {
    return switch (type) {
      case 0x8100, 0x88a8, 0x9100, 0x9200, 0x9300 -> 4;
      case 0x8926 -> 6;
      case 0x8909, 0x893f -> 8;
      default -> 0;
    };
  }

  /** Labels to the bottom of the stack, then whatever the first nibble suggests. */
  static void mpls(Packet p, int from) {
    int at = from;
    while (p.has(at, 4)) {
      boolean bottom = (p.data[at + 2] & 1) != 0;
      at += 4;
      if (bottom) {
        if (!p.has(at, 1)) {
          return;
        }
        switch (Octets.u8(p.data, at) >>> 4) {
          case 4, 6 -> p.ip = at;
          case 0 -> ethernet(p, at + 4);
          case 1 -> {}
          default -> ethernet(p, at);
        }
        return;
      }
    }
  }

  static void llc(Packet p, int at) {
    if (!p.has(at, 3) || !p.mayNest()) {
      return;
    }
    int destination = Octets.u8(p.data, at);
    int source = Octets.u8(p.data, at + 1) & 0xfe;
    boolean unnumbered = (p.data[at + 2] & 3) == 3;
    if (destination == IP_SAP && unnumbered) {
      p.ip = at + 3;
    } else if (destination == SNAP_SAP && source == SNAP_SAP && unnumbered && p.has(at, 8)) {
      int organisation = Octets.u24(p.data, at + 3);
      if (organisation == 0 || organisation == 0x0000f8) {
        etherType(p, Octets.u16(p.data, at + 6), at + 8);
      } else if (organisation == 0x0080c2) {
        bridged(p, Octets.u16(p.data, at + 6), at + 8);
      }
    }
  }

  /**
   * RFC 2684 bridged Ethernet: with and without frame check sequence, two octets of padding first.
   */
  private static void bridged(Packet p, int type, int at) {
    if (type == 1 || type == 7) {
      ethernet(p, at + 2);
    }
  }
}
