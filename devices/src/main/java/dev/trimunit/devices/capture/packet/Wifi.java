// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.packet;

/**
 * 802.11 data frames behind the headers that drivers put before them. Encrypted frames hold no
 * packet.
 */
final class Wifi {
  private static final int AVS_MAGIC = 0x8021_1000;
  private static final int PROTECTED = 0x40;
  private static final int ORDER = 0x80;

  private Wifi() {}

  static void parse(Packet p, int linkType, int at) {
    switch (linkType) {
      case LinkTypes.IEEE802_11_RADIOTAP -> radiotap(p, at);
      case LinkTypes.IEEE802_11_PRISM, LinkTypes.IEEE802_11_AVS -> prismOrAvs(p, at);
      case LinkTypes.PPI -> perPacketInformation(p, at);
      default -> frame(p, at, false);
    }
  }

  private static void radiotap(Packet p, int at) {
    if (!p.has(at, 8)) {
      return;
    }
    int length = Octets.u16(p.data, at + 2, true);
    if (length >= 8 && p.has(at, length)) {
      frame(p, at + length, isPadded(p, at, length));
    }
  }

  /** Whether the flags field says that the header is padded to 32 bits. */
  private static boolean isPadded(Packet p, int at, int length) {
    int present = (int) Octets.u32(p.data, at + 4, true);
    int field = at + 8;
    int word = present;
    while (word < 0 && field + 4 <= at + length) {
      word = (int) Octets.u32(p.data, field, true);
      field += 4;
    }
    if ((present & 1) != 0) {
      field = at + (field - at + 7 & ~7) + 8;
    }
    return (present & 2) != 0 && field < at + length && (p.data[field] & 0x20) != 0;
  }

  private static void prismOrAvs(Packet p, int at) {
    if (!p.has(at, 8)) {
      return;
    }
    boolean avs = (Octets.s32(p.data, at) & 0xffff_f000) == AVS_MAGIC;
    long big = Octets.u32(p.data, at + 4);
    long little = Octets.u32(p.data, at + 4, true);
    long length = avs ? big : Math.min(big, little);
    if (length >= 8 && length <= p.end - at) {
      frame(p, at + (int) length, false);
    } else {
      frame(p, at, false);
    }
  }

  private static void perPacketInformation(Packet p, int at) {
    if (!p.has(at, 8)) {
      return;
    }
    int length = Octets.u16(p.data, at + 2, true);
    long inner = Octets.u32(p.data, at + 4, true);
    if (length >= 8 && p.has(at, length) && inner != LinkTypes.PPI) {
      LinkLayer.parse(p, (int) inner, at + length);
    }
  }

  private static void frame(Packet p, int at, boolean padded) {
    if (!p.has(at, 24)) {
      return;
    }
    int control = Octets.u8(p.data, at);
    int flags = Octets.u8(p.data, at + 1);
    boolean data = (control & 0x0c) == 0x08 && (control & 0x03) == 0;
    boolean hasBody = (control & 0x40) == 0;
    boolean laterFragment = (p.data[at + 22] & 0x0f) != 0;
    if (!data || !hasBody || (flags & PROTECTED) != 0) {
      return;
    }
    boolean fourAddresses = (flags & 3) == 3;
    boolean qos = (control & 0x80) != 0;
    int header = fourAddresses ? 30 : 24;
    boolean aggregate = qos && p.has(at, header + 2) && (p.data[at + header] & 0x80) != 0;
    int body = header + (qos ? 2 : 0) + (qos && (flags & ORDER) != 0 ? 4 : 0);
    body = padded ? body + 3 & ~3 : body;
    if (!p.has(at, body)) {
      return;
    }
    stations(p, at, flags & 3);
    if (!laterFragment) {
      body(p, at + body, aggregate);
    }
  }

  private static void stations(Packet p, int at, int direction) {
    int target = at + (direction == 0 || direction == 2 ? 4 : 16);
    int source =
        at
            + switch (direction) {
              case 2 -> 16;
              case 3 -> 24;
              default -> 10;
            };
    p.linkGroup = (p.data[target] & 1) != 0;
    p.sourceMac = Octets.u48(p.data, source);
  }

  /** LLC, or the first subframe of an aggregate: both addresses, a length, then LLC. */
  private static void body(Packet p, int at, boolean aggregate) {
    if (!aggregate) {
      Ethernet.llc(p, at);
    } else if (p.has(at, 14)) {
      p.linkGroup = (p.data[at] & 1) != 0;
      p.sourceMac = Octets.u48(p.data, at + 6);
      Ethernet.llc(p, at + 14);
    }
  }
}
