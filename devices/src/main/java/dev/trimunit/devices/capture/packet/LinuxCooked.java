// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.packet;

/** Linux cooked captures, versions 1 and 2. */
final class LinuxCooked {
  private static final int BROADCAST = 1;
  private static final int MULTICAST = 2;
  private static final int RADIOTAP = 803;
  private static final int PRISM = 802;
  private static final int WIFI = 801;

  private LinuxCooked() {}

  static void parse(Packet p, int linkType, int at) {
    if (linkType == LinkTypes.LINUX_SLL) {
      if (p.has(at, 16)) {
        int hardware = Octets.u16(p.data, at + 2);
        sender(p, Octets.u16(p.data, at), Octets.u16(p.data, at + 4), at + 6);
        payload(p, hardware, Octets.u16(p.data, at + 14), at + 16);
      }
    } else if (p.has(at, 20)) {
      int hardware = Octets.u16(p.data, at + 8);
      sender(p, Octets.u8(p.data, at + 10), Octets.u8(p.data, at + 11), at + 12);
      payload(p, hardware, Octets.u16(p.data, at), at + 20);
    }
  }

  private static void sender(Packet p, int type, int addressLength, int address) {
    p.linkGroup = type == BROADCAST || type == MULTICAST;
    if (addressLength == 6) {
      p.sourceMac = Octets.u48(p.data, address);
    }
  }

  private static void payload(Packet p, int hardware, int protocol, int at) {
    switch (hardware) {
      case RADIOTAP -> Wifi.parse(p, LinkTypes.IEEE802_11_RADIOTAP, at);
      case PRISM -> Wifi.parse(p, LinkTypes.IEEE802_11_PRISM, at);
      case WIFI -> Wifi.parse(p, LinkTypes.IEEE802_11, at);
      default -> {
        if (protocol == 4) {
          Ethernet.llc(p, at);
        } else if (protocol == 3) {
          Ethernet.ethernet(p, at);
        } else if (protocol > Ethernet.MAX_LLC_LENGTH) {
          Ethernet.etherType(p, protocol, at);
        }
      }
    }
  }
}
