// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.packet;

/**
 * PPP framings: with or without address and control, compressed protocol fields, PPPoE sessions.
 */
final class Ppp {
  private Ppp() {}

  static void parse(Packet p, int linkType, int at) {
    switch (linkType) {
      case LinkTypes.PPP_ETHER -> session(p, at);
      case LinkTypes.PPP_WITH_DIR -> frame(p, at + 1);
      case LinkTypes.PPP_HDLC -> {
        boolean cisco = p.has(at, 4) && (p.data[at] == 0x0f || (p.data[at] & 0xff) == 0x8f);
        if (cisco) {
          Ethernet.etherType(p, Octets.u16(p.data, at + 2), at + 4);
        } else {
          frame(p, at);
        }
      }
      case LinkTypes.PPP_PPPD -> {
        boolean direction = p.has(at, 2) && (p.data[at] & 0xfe) == 0 && p.data[at + 1] == 3;
        protocol(p, direction ? at + 2 : addressed(p, at));
      }
      default -> frame(p, at);
    }
  }

  /** After the EtherType of a PPPoE session: version, code, session, length, then PPP. */
  static void session(Packet p, int at) {
    if (p.has(at, 8)) {
      protocol(p, at + 6);
    }
  }

  static void frame(Packet p, int at) {
    protocol(p, addressed(p, at));
  }

  private static int addressed(Packet p, int at) {
    boolean present = p.has(at, 2) && (p.data[at] & 0xff) == 0xff && p.data[at + 1] == 3;
    return present ? at + 2 : at;
  }

  private static void protocol(Packet p, int at) {
    if (!p.has(at, 2)) {
      return;
    }
    boolean compressed = (p.data[at] & 1) != 0;
    int protocol = compressed ? Octets.u8(p.data, at) : Octets.u16(p.data, at);
    int payload = compressed ? at + 1 : at + 2;
    switch (protocol) {
      case 0x0021 -> p.ip = payload;
      case 0x0057 -> Ethernet.ipv6(p, payload);
      case 0x0281, 0x0283 -> Ethernet.mpls(p, payload);
      case 0x0031 -> bridged(p, payload);
      default -> {}
    }
  }

  /** RFC 3518 bridging: flags, MAC type, then an Ethernet frame. */
  private static void bridged(Packet p, int at) {
    if (p.has(at, 2) && p.data[at + 1] == 1) {
      Ethernet.ethernet(p, at + 2);
    }
  }
}
