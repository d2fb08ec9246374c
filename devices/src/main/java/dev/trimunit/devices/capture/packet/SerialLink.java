// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.packet;

/** Links of serial lines: Cisco HDLC and frame relay (RFC 2427). */
final class SerialLink {
  private SerialLink() {}

  static void ciscoHdlc(Packet p, int at) {
    if (p.has(at, 4)) {
      int type = Octets.u16(p.data, at + 2);
      if (type == 0xfefe) {
        osi(p, at + 4);
      } else {
        Ethernet.etherType(p, type, at + 4);
      }
    }
  }

  private static void osi(Packet p, int at) {
    if (p.has(at, 2) && (p.data[at] & 0xff) == 3) {
      nlpid(p, Octets.u8(p.data, at + 1), at + 2);
    }
  }

  static void frameRelay(Packet p, int from) {
    int at = from;
    while (p.has(at, 1) && (p.data[at] & 1) == 0 && at - from < 3) {
      at++;
    }
    at++;
    if (!p.has(at, 2)) {
      return;
    }
    if (p.data[at] == 3) {
      int padded = p.data[at + 1] == 0 && p.has(at, 3) ? at + 1 : at;
      nlpid(p, Octets.u8(p.data, padded + 1), padded + 2);
    } else {
      Ethernet.etherType(p, Octets.u16(p.data, at), at + 2);
    }
  }

  private static void nlpid(Packet p, int protocol, int at) {
    if (protocol == 0xcc || protocol == 0x8e) {
      p.ip = at;
    } else if (protocol == 0x80 && p.has(at, 5) && Octets.u24(p.data, at) == 0) {
      Ethernet.etherType(p, Octets.u16(p.data, at + 3), at + 5);
    } else if (protocol == 0x80 && p.has(at, 5) && Octets.u24(p.data, at) == 0x0080c2) {
      int type = Octets.u16(p.data, at + 3);
      if (type == 1 || type == 7) {
        Ethernet.ethernet(p, at + 5);
      }
    }
  }
}
