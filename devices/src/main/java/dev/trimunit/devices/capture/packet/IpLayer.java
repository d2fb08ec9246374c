// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.packet;

/** Reads the outermost IP header and the ports behind it. */
public final class IpLayer {
  public static final int ICMP = 1;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int ICMPV6 = 58;
  public static final int SCTP = 132;
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION_OPTIONS = 60;
  private static final int SHIM6 = 140;

  private IpLayer() {}

  /** Dissects at {@code p.ip}; false if no IP header with both addresses was captured there. */
  public static boolean parse(Packet p) {
    p.fragment = false;
    p.moreFragments = false;
    p.fragmentOffset = 0;
    p.fragmentId = 0;
    p.sourcePort = Packet.NO_PORT;
    p.targetPort = Packet.NO_PORT;
    if (p.ip < 0 || !p.has(p.ip, 20)) {
      return false;
    }
    int version = Octets.u8(p.data, p.ip) >>> 4;
    boolean read = version == 4 ? ipv4(p) : version == 6 && ipv6(p);
    if (read && p.isFirstFragment()) {
      ports(p);
    }
    return read;
  }

  private static boolean ipv4(Packet p) {
    byte[] data = p.data;
    int at = p.ip;
    int header = (data[at] & 0x0f) * 4;
    int total = Octets.u16(data, at + 2);
    // A length of 0 is what segmentation offload leaves: then the frame ends the packet.
    if (header < 20 || (total != 0 && total < header)) {
      return false;
    }
    p.sourceHigh = 0;
    p.sourceLow = Addresses.mapped(Octets.s32(data, at + 12));
    p.targetHigh = 0;
    p.targetLow = Addresses.mapped(Octets.s32(data, at + 16));
    p.protocol = Octets.u8(data, at + 9);
    p.payload = Math.min(p.end, at + header);
    p.payloadEnd = total == 0 ? p.end : Math.max(p.payload, Math.min(p.end, at + total));
    int flags = Octets.u16(data, at + 6);
    p.moreFragments = (flags & 0x2000) != 0;
    p.fragmentOffset = (flags & 0x1fff) * 8;
    p.fragment = p.moreFragments || p.fragmentOffset != 0;
    p.fragmentId = Octets.u16(data, at + 4);
    return true;
  }

  private static boolean ipv6(Packet p) {
    int at = p.ip;
    if (!p.has(at, 40)) {
      return false;
    }
    p.sourceHigh = Octets.s64(p.data, at + 8);
    p.sourceLow = Octets.s64(p.data, at + 16);
    p.targetHigh = Octets.s64(p.data, at + 24);
    p.targetLow = Octets.s64(p.data, at + 32);
    int length = Octets.u16(p.data, at + 4);
    // 0 before hop-by-hop options is a jumbogram (RFC 2675).
    boolean jumbo = length == 0 && p.data[at + 6] == HOP_BY_HOP;
    p.payloadEnd = jumbo ? p.end : Math.min(p.end, at + 40 + length);
    extensionHeaders(p, Octets.u8(p.data, at + 6), at + 40);
    return true;
  }

  private static void extensionHeaders(Packet p, int first, int from) {
    int next = first;
    int at = from;
    while (isExtension(next) && p.payloadEnd - at >= 8) {
      int following = Octets.u8(p.data, at);
      int units = Octets.u8(p.data, at + 1);
      if (next == FRAGMENT) {
        int field = Octets.u16(p.data, at + 2);
        p.moreFragments = (field & 1) != 0;
        p.fragmentOffset = field & 0xfff8;
        p.fragment = p.moreFragments || p.fragmentOffset != 0;
        p.fragmentId = Octets.s32(p.data, at + 4);
        units = 0;
      }
      at += next == AUTHENTICATION ? (units + 2) * 4 : (units + 1) * 8;
      boolean later = next == FRAGMENT && p.fragmentOffset != 0;
      next = following;
      if (later) {
        break;
      }
    }
    p.protocol = next;
    p.payload = Math.min(at, p.payloadEnd);
  }

  private static boolean isExtension(int protocol) {
    return switch (protocol) {
      case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION_OPTIONS, SHIM6 -> true;
      default -> false;
    };
  }

  public static boolean hasPorts(int protocol) {
    return protocol == TCP || protocol == UDP || protocol == SCTP;
  }

  private static void ports(Packet p) {
    if (hasPorts(p.protocol) && p.payloadEnd - p.payload >= 4) {
      p.sourcePort = Octets.u16(p.data, p.payload);
      p.targetPort = Octets.u16(p.data, p.payload + 2);
    }
  }
}
