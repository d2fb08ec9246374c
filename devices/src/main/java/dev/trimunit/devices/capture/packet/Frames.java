// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.packet;

import dev.trimunit.engine.model.IpAddress;
import java.util.Arrays;

/**
 * Builds Ethernet frames with right lengths and checksums. The family follows from the addresses.
 */
public final class Frames {
  public static final int FIN = 0x01;
  public static final int SYN = 0x02;
  public static final int RST = 0x04;
  public static final int PSH = 0x08;
  public static final int ACK = 0x10;
  public static final int ETHERNET_HEADER = 14;
  static final int ARP = 0x0806;
  public static final int IPV4 = 0x0800;
  public static final int IPV6 = 0x86dd;
  private static final int WINDOW = 64_240;
  private static final int HOP_LIMIT = 64;

  private Frames() {}

  /** A UDP datagram. */
  public static byte[] udp(
      MacAddress srcMac,
      MacAddress dstMac,
      IpAddress src,
      IpAddress dst,
      int srcPort,
      int dstPort,
      byte[] payload) {
    byte[] datagram = new byte[8 + payload.length];
    Octets.put16(datagram, 0, srcPort);
    Octets.put16(datagram, 2, dstPort);
    Octets.put16(datagram, 4, datagram.length);
    System.arraycopy(payload, 0, datagram, 8, payload.length);
    int checksum = transportChecksum(src, dst, 17, datagram);
    Octets.put16(datagram, 6, checksum == 0 ? 0xffff : checksum);
    return ip(srcMac, dstMac, src, dst, 17, datagram);
  }

  /** A TCP segment without options. */
  public static byte[] tcp(
      MacAddress srcMac,
      MacAddress dstMac,
      IpAddress src,
      IpAddress dst,
      int srcPort,
      int dstPort,
      int flags,
      long seq,
      long ack,
      byte[] payload) {
    byte[] segment = new byte[20 + payload.length];
    Octets.put16(segment, 0, srcPort);
    Octets.put16(segment, 2, dstPort);
    Octets.put32(segment, 4, (int) seq);
    Octets.put32(segment, 8, (int) ack);
    Octets.put16(segment, 12, (5 << 12) | flags);
    Octets.put16(segment, 14, WINDOW);
    System.arraycopy(payload, 0, segment, 20, payload.length);
    Octets.put16(segment, 16, transportChecksum(src, dst, 6, segment));
    return ip(srcMac, dstMac, src, dst, 6, segment);
  }

  /** An ICMP or ICMPv6 echo request or reply. */
  public static byte[] icmpEcho(
      MacAddress srcMac,
      MacAddress dstMac,
      IpAddress src,
      IpAddress dst,
      boolean request,
      int identifier,
      int sequence,
      byte[] payload) {
    byte[] message = new byte[4 + payload.length];
    Octets.put16(message, 0, identifier);
    Octets.put16(message, 2, sequence);
    System.arraycopy(payload, 0, message, 4, payload.length);
    int v4Type = request ? 8 : 0;
    int v6Type = request ? 128 : 129;
    return icmp(srcMac, dstMac, src, dst, src.isIpv6() ? v6Type : v4Type, 0, message);
  }

  /** An ICMP or ICMPv6 message; {@code rest} is what follows the checksum. */
  public static byte[] icmp(
      MacAddress srcMac,
      MacAddress dstMac,
      IpAddress src,
      IpAddress dst,
      int type,
      int code,
      byte[] rest) {
    byte[] message = new byte[4 + rest.length];
    message[0] = (byte) type;
    message[1] = (byte) code;
    System.arraycopy(rest, 0, message, 4, rest.length);
    boolean v6 = src.isIpv6();
    int checksum =
        v6 ? transportChecksum(src, dst, 58, message) : fold(sum(message, 0, message.length, 0));
    Octets.put16(message, 2, checksum);
    return ip(srcMac, dstMac, src, dst, v6 ? 58 : 1, message);
  }

  /** The ICMP answer of a gateway that refuses {@code refused}: administratively prohibited. */
  public static byte[] icmpProhibited(
      MacAddress srcMac, MacAddress dstMac, IpAddress src, IpAddress dst, byte[] refused) {
    int quoted = Math.min(refused.length - ETHERNET_HEADER, src.isIpv6() ? 1_200 : 28);
    byte[] rest = new byte[4 + quoted];
    System.arraycopy(refused, ETHERNET_HEADER, rest, 4, quoted);
    boolean v6 = src.isIpv6();
    return icmp(srcMac, dstMac, src, dst, v6 ? 1 : 3, v6 ? 1 : 13, rest);
  }

  /** An ARP request or reply for IPv4 over Ethernet. */
  public static byte[] arp(
      boolean request, MacAddress srcMac, IpAddress src, MacAddress dstMac, IpAddress dst) {
    byte[] packet = new byte[28];
    Octets.put16(packet, 0, 1);
    Octets.put16(packet, 2, IPV4);
    Octets.put16(packet, 4, 0x0604);
    Octets.put16(packet, 6, request ? 1 : 2);
    Octets.put48(packet, 8, srcMac.value());
    System.arraycopy(src.octets(), 0, packet, 14, 4);
    Octets.put48(packet, 18, request ? 0 : dstMac.value());
    System.arraycopy(dst.octets(), 0, packet, 24, 4);
    return ethernet(srcMac, request ? MacAddress.BROADCAST : dstMac, ARP, packet);
  }

  /**
   * An IP packet of any protocol in its frame.
   *
   * @throws IllegalArgumentException if one address is of IPv4 and the other of IPv6
   */
  public static byte[] ip(
      MacAddress srcMac,
      MacAddress dstMac,
      IpAddress src,
      IpAddress dst,
      int protocol,
      byte[] payload) {
    if (src.isIpv6() != dst.isIpv6()) {
      throw new IllegalArgumentException(src + " and " + dst + " are of two families");
    }
    return src.isIpv6()
        ? ethernet(srcMac, dstMac, IPV6, ipv6(src, dst, protocol, payload))
        : ethernet(srcMac, dstMac, IPV4, ipv4(src, dst, protocol, 0, 0x4000, payload));
  }

  /** Any payload in an Ethernet II frame. */
  public static byte[] ethernet(MacAddress srcMac, MacAddress dstMac, int type, byte[] payload) {
    byte[] frame = new byte[ETHERNET_HEADER + payload.length];
    Octets.put48(frame, 0, dstMac.value());
    Octets.put48(frame, 6, srcMac.value());
    Octets.put16(frame, 12, type);
    System.arraycopy(payload, 0, frame, ETHERNET_HEADER, payload.length);
    return frame;
  }

  public static byte[] ipv4(
      IpAddress src,
      IpAddress dst,
      int protocol,
      int identification,
      int fragment,
      byte[] payload) {
    byte[] packet = new byte[20 + payload.length];
    packet[0] = 0x45;
    Octets.put16(packet, 2, packet.length);
    Octets.put16(packet, 4, identification);
    Octets.put16(packet, 6, fragment);
    packet[8] = HOP_LIMIT;
    packet[9] = (byte) protocol;
    System.arraycopy(src.octets(), 0, packet, 12, 4);
    System.arraycopy(dst.octets(), 0, packet, 16, 4);
    Octets.put16(packet, 10, fold(sum(packet, 0, 20, 0)));
    System.arraycopy(payload, 0, packet, 20, payload.length);
    return packet;
  }

  public static byte[] ipv6(IpAddress src, IpAddress dst, int nextHeader, byte[] payload) {
    byte[] packet = new byte[40 + payload.length];
    packet[0] = 0x60;
    Octets.put16(packet, 4, payload.length);
    packet[6] = (byte) nextHeader;
    packet[7] = HOP_LIMIT;
    System.arraycopy(src.octets(), 0, packet, 8, 16);
    System.arraycopy(dst.octets(), 0, packet, 24, 16);
    System.arraycopy(payload, 0, packet, 40, payload.length);
    return packet;
  }

  /** The pseudo header's sum is the same for both families, as lengths fit 16 bits. */
  static int transportChecksum(IpAddress src, IpAddress dst, int protocol, byte[] segment) {
    long sum = (long) protocol + segment.length;
    sum = sum(src.octets(), 0, src.octets().length, sum);
    sum = sum(dst.octets(), 0, dst.octets().length, sum);
    return fold(sum(segment, 0, segment.length, sum));
  }

  private static long sum(byte[] data, int from, int length, long start) {
    byte[] even = (length & 1) == 0 ? data : Arrays.copyOf(data, data.length + 1);
    long sum = start;
    for (int at = from; at < from + length; at += 2) {
      sum += Octets.u16(even, at);
    }
    return sum;
  }

  private static int fold(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) ~folded & 0xffff;
  }
}
