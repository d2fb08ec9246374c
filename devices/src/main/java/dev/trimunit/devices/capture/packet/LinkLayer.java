// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.packet;

/**
 * Unwraps a record down to its first IP header. Sets {@code packet.ip} (or -1), and from the
 * outermost header the sender's MAC and whether the frame went to a group.
 */
public final class LinkLayer {
  private static final int ETHERNET = 1;

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
      case ETHERNET -> Ethernet.ethernet(p, at);
      case 0 -> FamilyLink.loopback(p, at);
      case 108 -> FamilyLink.family(p, p.has(at, 4) ? Octets.s32(p.data, at) : -1, at + 4);
      case 109 -> FamilyLink.encapsulated(p, at);
      case 12, 14, 101, 228, 229 -> p.ip = at;
      case 6 -> tokenRing(p, at);
      case 10 -> stationThenLlc(p, at, 1);
      case 9, 50, 51, 166, 204 -> Ppp.parse(p, linkType, at);
      case 100 -> Ethernet.llc(p, at);
      case 104, 205 -> SerialLink.ciscoHdlc(p, linkType == 205 ? at + 1 : at);
      case 107, 206 -> SerialLink.frameRelay(p, linkType == 206 ? at + 1 : at);
      case 113, 276 -> LinuxCooked.parse(p, linkType, at);
      case 105, 119, 127, 163, 192 -> Wifi.parse(p, linkType, at);
      case 239 -> FamilyLink.nflog(p, at);
      case 240 -> Ethernet.ethernet(p, at + 4);
      case 241 -> Ethernet.ethernet(p, at + 12);
      case 258 -> pktap(p, at);
      default -> p.ip = -1;
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
    Ethernet.llc(p, at + 14 + routing);
  }

  private static void stationThenLlc(Packet p, int at, int control) {
    if (p.has(at, control + 12)) {
      p.linkGroup = (p.data[at + control] & 1) != 0;
      p.sourceMac = Octets.u48(p.data, at + control + 6);
      Ethernet.llc(p, at + control + 12);
    }
  }
}
