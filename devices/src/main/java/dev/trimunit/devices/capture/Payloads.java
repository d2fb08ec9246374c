// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.IpLayer;
import dev.trimunit.devices.capture.packet.Octets;
import dev.trimunit.devices.capture.packet.Packet;

/** Looks behind IP headers: TCP flags, DNS, clocks, and names that clients show to servers. */
final class Payloads {
  static final int SYN = 0x02;
  private static final int RST = 0x04;
  private static final int ACK = 0x10;

  private final DnsTraffic dns;
  private final Sniffer sniffer;
  private final PayloadReader dnsDatagrams;
  private final PayloadReader dnsSegments;
  private final PayloadReader clocks;

  Payloads(LocalPrefixes local, Hosts hosts, Resolutions resolutions) {
    StreamPair.Pool streams = new StreamPair.Pool();
    dns = new DnsTraffic(local, resolutions, streams);
    sniffer = new Sniffer(streams);
    dnsDatagrams = (p, flow, fromA) -> dns.datagram(p);
    dnsSegments = dns::segment;
    ClockTraffic time = new ClockTraffic(local, hosts);
    clocks = (p, flow, fromA) -> time.datagram(p);
  }

  /** Who reads the payloads of a new flow. */
  PayloadReader of(Flow flow) {
    if (isDns(flow)) {
      return switch (flow.protocol) {
        case IpLayer.TCP -> dnsSegments;
        case IpLayer.UDP -> dnsDatagrams;
        default -> PayloadReader.NONE;
      };
    }
    if (ClockTraffic.isTime(flow)) {
      return clocks;
    }
    return flow.binding == null ? PayloadReader.NONE : sniffer.of(flow.protocol);
  }

  void read(Packet p, Flow flow, boolean fromA) {
    if (p.protocol == IpLayer.TCP) {
      flags(p, flow, fromA);
    }
    flow.reader.read(p, flow, fromA);
  }

  /** The first fragment of a segment: its flags tell who opened the connection. */
  void head(Packet p, Flow flow, boolean fromA) {
    if (p.protocol == IpLayer.TCP) {
      flags(p, flow, fromA);
    }
  }

  private static void flags(Packet p, Flow flow, boolean fromA) {
    if (p.payloadEnd - p.payload >= 14) {
      int flags = p.data[p.payload + 13];
      if ((flags & SYN) != 0) {
        flow.syn(fromA ? Flow.A : Flow.B, (flags & ACK) != 0);
      }
      if ((flags & RST) != 0) {
        flow.reset(fromA);
      }
    }
  }

  /** A datagram to a group: who asks everybody for a name may get the answer alone. */
  void group(Packet p) {
    boolean port = p.sourcePort == DnsTraffic.PORT || p.targetPort == DnsTraffic.PORT;
    if (port && p.protocol == IpLayer.UDP && !p.fragment) {
      dns.datagram(p);
    }
  }

  /** A datagram put together from fragments, of which {@code p} was the last to come. */
  void datagram(Packet p, Flow flow, byte[] data, int end) {
    if (p.protocol == IpLayer.UDP || flow.protocol == IpLayer.UDP) {
      p.sourcePort = Octets.u16(data, 0);
      p.targetPort = Octets.u16(data, 2);
      if (isDns(flow)) {
        dns.message(p, data, 8, end);
      }
    }
  }

  private static boolean isDns(Flow flow) {
    return flow.portA == DnsTraffic.PORT || flow.portB == DnsTraffic.PORT;
  }

  static int endOfDatagram(Packet p) {
    int length = Octets.u16(p.data, p.payload + 4);
    return length >= 8 ? Math.min(p.payloadEnd, p.payload + length) : p.payloadEnd;
  }

  /** Where the payload of a TCP segment starts; -1 if its header is bad or cut. */
  static int segment(Packet p) {
    int available = p.payloadEnd - p.payload;
    int header = available < 14 ? 0 : (Octets.u8(p.data, p.payload + 12) >>> 4) * 4;
    return header < 20 || available < header ? -1 : p.payload + header;
  }
}
