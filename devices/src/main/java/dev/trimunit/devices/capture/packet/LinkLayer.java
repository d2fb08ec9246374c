// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.packet;

/**
 * Unwraps a record down to its first IP header. Sets {@code packet.ip} (or -1), and from the
 * outermost header the sender's MAC and whether the frame went to a group.
 */
public final class LinkLayer {
  private LinkLayer() {}

  /** Whether the link type is understood. */
  public static boolean knows(int linkType) {
    return switch (linkType) {
      case LinkTypes.NULL,
          LinkTypes.ETHERNET,
          LinkTypes.TOKEN_RING,
          LinkTypes.PPP,
          LinkTypes.FDDI,
          LinkTypes.RAW_OF_BSD,
          LinkTypes.RAW_OF_OPENBSD,
          LinkTypes.PPP_HDLC,
          LinkTypes.PPP_ETHER,
          LinkTypes.ATM_RFC1483,
          LinkTypes.RAW,
          LinkTypes.C_HDLC,
          LinkTypes.IEEE802_11,
          LinkTypes.FRELAY,
          LinkTypes.LOOP,
          LinkTypes.ENC,
          LinkTypes.LINUX_SLL,
          LinkTypes.IEEE802_11_PRISM,
          LinkTypes.IEEE802_11_RADIOTAP,
          LinkTypes.IEEE802_11_AVS,
          LinkTypes.PPP_PPPD,
          LinkTypes.PPI,
          LinkTypes.PPP_WITH_DIR,
          LinkTypes.C_HDLC_WITH_DIR,
          LinkTypes.FRELAY_WITH_DIR,
          LinkTypes.IPV4,
          LinkTypes.IPV6,
          LinkTypes.NFLOG,
          LinkTypes.NETANALYZER,
          LinkTypes.NETANALYZER_TRANSPARENT,
          LinkTypes.PKTAP,
          LinkTypes.LINUX_SLL2 ->
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
      case LinkTypes.ETHERNET -> Ethernet.ethernet(p, at);
      case LinkTypes.NULL -> FamilyLink.loopback(p, at);
      case LinkTypes.LOOP ->
          FamilyLink.family(p, p.has(at, 4) ? Octets.s32(p.data, at) : -1, at + 4);
      case LinkTypes.ENC -> FamilyLink.encapsulated(p, at);
      case LinkTypes.RAW_OF_BSD,
          LinkTypes.RAW_OF_OPENBSD,
          LinkTypes.RAW,
          LinkTypes.IPV4,
          LinkTypes.IPV6 ->
          p.ip = at;
      case LinkTypes.TOKEN_RING -> tokenRing(p, at);
      case LinkTypes.FDDI -> stationThenLlc(p, at, 1);
      case LinkTypes.PPP,
          LinkTypes.PPP_HDLC,
          LinkTypes.PPP_ETHER,
          LinkTypes.PPP_PPPD,
          LinkTypes.PPP_WITH_DIR ->
          Ppp.parse(p, linkType, at);
      case LinkTypes.ATM_RFC1483 -> Ethernet.llc(p, at);
      case LinkTypes.C_HDLC, LinkTypes.C_HDLC_WITH_DIR ->
          SerialLink.ciscoHdlc(p, linkType == LinkTypes.C_HDLC_WITH_DIR ? at + 1 : at);
      case LinkTypes.FRELAY, LinkTypes.FRELAY_WITH_DIR ->
          SerialLink.frameRelay(p, linkType == LinkTypes.FRELAY_WITH_DIR ? at + 1 : at);
      case LinkTypes.LINUX_SLL, LinkTypes.LINUX_SLL2 -> LinuxCooked.parse(p, linkType, at);
      case LinkTypes.IEEE802_11,
          LinkTypes.IEEE802_11_PRISM,
          LinkTypes.IEEE802_11_RADIOTAP,
          LinkTypes.IEEE802_11_AVS,
          LinkTypes.PPI ->
          Wifi.parse(p, linkType, at);
      case LinkTypes.NFLOG -> FamilyLink.nflog(p, at);
      case LinkTypes.NETANALYZER -> Ethernet.ethernet(p, at + 4);
      case LinkTypes.NETANALYZER_TRANSPARENT -> Ethernet.ethernet(p, at + 12);
      case LinkTypes.PKTAP -> pktap(p, at);
      default -> p.ip = -1;
    }
  }

  /** Apple's header, which names the link type of what follows it. */
  private static void pktap(Packet p, int at) {
    if (p.has(at, 12)) {
      long length = Octets.u32(p.data, at, true);
      long inner = Octets.u32(p.data, at + 8, true);
      if (length >= 12 && length <= p.end - at && inner != LinkTypes.PKTAP) {
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
