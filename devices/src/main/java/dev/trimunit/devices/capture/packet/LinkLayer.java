// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.packet;

/**
 * Unwraps a record down to its first IP header. Sets {@code packet.ip} (or -1), and from the
 * outermost header the sender's MAC and whether the frame went to a group.
 */
public final class LinkLayer {
  private static final int ETHERNET = 1;
  private static final int IP_SAP = 0x06;
  private static final int SNAP_SAP = 0xaa;
  static final int MAX_LLC_LENGTH = 1_500;

  private LinkLayer() {}

  /** Whether the link type is understood. */
  public static boolean knows(int linkType) {
    return switch (linkType) {
      case 0,
          ETHERNET,
          6,
          9,
          10,
          12,
          14,
          50,
          51,
          100,
          101,
          104,
          105,
          107,
          108,
          109,
          113,
          119,
          127,
          163,
          166,
          192,
          204,
          205,
          206,
          228,
          229,
          239,
          240,
          241,
          258,
          276 ->
          true;
      default -> false;
    };
  }

  public static void parse(Packet p) {
    p.sourceMac = Packet.NO_MAC;
    p.linkGroup = false;
    p.ip = -1;
    p.nested = 0;
    parse(p, p.linkType, p.start);
  }

  /** Dissects what starts at {@code at} as a link type; radio headers come back here once. */
  public static void parse(Packet p, int linkType, int at) {
    if (!p.mayNest()) {
      return;
    }
    switch (linkType) {
      case ETHERNET -> ethernet(p, at);
      case 0 -> FamilyLink.loopback(p, at);
      case 108 -> FamilyLink.family(p, p.has(at, 4) ? Octets.s32(p.data, at) : -1, at + 4);
      case 109 -> FamilyLink.encapsulated(p, at);
      case 12, 14, 101, 228, 229 -> p.ip = at;
      case 6 -> tokenRing(p, at);
      case 10 -> stationThenLlc(p, at, 1);
      case 9, 50, 51, 166, 204 -> Ppp.parse(p, linkType, at);
      case 100 -> llc(p, at);
      case 104, 205 -> SerialLink.ciscoHdlc(p, linkType == 205 ? at + 1 : at);
      case 107, 206 -> SerialLink.frameRelay(p, linkType == 206 ? at + 1 : at);
      case 113, 276 -> LinuxCooked.parse(p, linkType, at);
      case 105, 119, 127, 163, 192 -> Wifi.parse(p, linkType, at);
      case 239 -> FamilyLink.nflog(p, at);
      case 240 -> ethernet(p, at + 4);
      case 241 -> ethernet(p, at + 12);
      case 258 -> pktap(p, at);
      default -> p.ip = -1;
    }
  }

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

  /** Apple's header, which names the link type of what follows it. */
  private static void pktap(Packet p, int at) {
    if (p.has(at, 12)) {
      long length = Octets.u32(p.data, at, true);
      long inner = Octets.u32(p.data, at + 8, true);
      if (length >= 12 && length <= p.end - at && inner != 258) {
        parse(p, (int) inner, at + (int) length);
      }
    }
  }

  private static void tokenRing(Packet p, int at) {
    if (!p.has(at, 16)) {
      return;
    }
    boolean routed = (p.data[at + 8] & 0x80) != 0;
    int routing = routed ? p.data[at + 14] & 0x1f : 0;
    p.sourceMac = Octets.u48(p.data, at + 8) & ~(1L << 47);
    p.linkGroup = (p.data[at + 2] & 0x80) != 0;
    llc(p, at + 14 + routing);
  }

  private static void stationThenLlc(Packet p, int at, int control) {
    if (p.has(at, control + 12)) {
      p.linkGroup = (p.data[at + control] & 1) != 0;
      p.sourceMac = Octets.u48(p.data, at + control + 6);
      llc(p, at + control + 12);
    }
  }
}
