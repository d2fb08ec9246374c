// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

/** Looks into payloads: TCP flags, DNS over UDP and TCP, and names that clients show to servers. */
final class Payloads {
  private static final int DNS = 53;
  private static final int SYN = 0x02;
  private static final int ACK = 0x10;

  private final LocalPrefixes local;
  private final Resolutions resolutions;
  private final StreamPair.Pool streams = new StreamPair.Pool();
  private final Sniffer sniffer = new Sniffer(streams);

  Payloads(LocalPrefixes local, Resolutions resolutions) {
    this.local = local;
    this.resolutions = resolutions;
  }

  void read(Packet p, Flow flow, boolean fromA) {
    if (p.protocol == IpLayer.TCP) {
      tcp(p, flow, fromA);
    } else if (p.protocol == IpLayer.UDP) {
      udp(p, flow, fromA);
    }
  }

  private void udp(Packet p, Flow flow, boolean fromA) {
    if (p.payloadEnd - p.payload <= 8) {
      return;
    }
    int end = endOfDatagram(p);
    if (isDns(flow)) {
      dns(p, p.data, p.payload + 8, end);
    } else if (fromA && flow.binding != null && flow.payloadsToSniff > 0) {
      sniffer.datagram(flow, p.data, p.payload + 8, end);
    }
  }

  private static int endOfDatagram(Packet p) {
    int length = Octets.u16(p.data, p.payload + 4);
    return length >= 8 ? Math.min(p.payloadEnd, p.payload + length) : p.payloadEnd;
  }

  /** A datagram to a group: who asks everybody for a name may get the answer alone. */
  void group(Packet p) {
    boolean dns = p.sourcePort == DNS || p.targetPort == DNS;
    if (dns && p.protocol == IpLayer.UDP && !p.fragment && p.payloadEnd - p.payload > 8) {
      dns(p, p.data, p.payload + 8, endOfDatagram(p));
    }
  }

  /** The first fragment of a segment: its flags tell who opened the connection. */
  void head(Packet p, Flow flow, boolean fromA) {
    if (p.protocol == IpLayer.TCP && p.payloadEnd - p.payload >= 14) {
      flags(p, flow, fromA);
    }
  }

  private static boolean flags(Packet p, Flow flow, boolean fromA) {
    int flags = Octets.u8(p.data, p.payload + 13);
    boolean syn = (flags & SYN) != 0;
    if (syn) {
      syn(flow, fromA ? Flow.A : Flow.B, (flags & ACK) != 0);
    }
    return syn;
  }

  /** A datagram put together from fragments, of which {@code p} was the last to come. */
  void datagram(Packet p, Flow flow, byte[] data, int end) {
    if (p.protocol == IpLayer.UDP || flow.protocol == IpLayer.UDP) {
      p.sourcePort = Octets.u16(data, 0);
      p.targetPort = Octets.u16(data, 2);
      if (isDns(flow)) {
        dns(p, data, 8, end);
      }
    }
  }

  private void tcp(Packet p, Flow flow, boolean fromA) {
    int available = p.payloadEnd - p.payload;
    if (available < 14) {
      return;
    }
    boolean syn = flags(p, flow, fromA);
    int header = (Octets.u8(p.data, p.payload + 12) >>> 4) * 4;
    if (header < 20 || available < header) {
      return;
    }
    if (isDns(flow)) {
      dnsStream(p, flow, fromA, syn, p.payload + header);
    } else if (fromA && flow.binding != null && available > header) {
      sniffer.segment(
          flow, Octets.s32(p.data, p.payload + 4), p.data, p.payload + header, p.payloadEnd);
    }
  }

  private static void syn(Flow flow, int side, boolean withAck) {
    if (!withAck && flow.firstSyn == Flow.NOBODY) {
      flow.firstSyn = side;
    } else if (withAck && flow.firstSynAck == Flow.NOBODY) {
      flow.firstSynAck = side;
    }
  }

  private static boolean isDns(Flow flow) {
    return flow.portA == DNS || flow.portB == DNS;
  }

  /** DNS over TCP: each message behind its length. */
  private void dnsStream(Packet p, Flow flow, boolean fromA, boolean syn, int at) {
    StreamPair pair = streams.of(flow);
    StreamBuffer stream = fromA ? pair.fromA : pair.fromB;
    int sequence = Octets.s32(p.data, p.payload + 4);
    if (syn) {
      stream.start(sequence);
    }
    stream.add(syn ? sequence + 1 : sequence, p.data, at, p.payloadEnd - at);
    int used = 0;
    while (stream.length - used >= 2) {
      int length = Octets.u16(stream.data, used);
      if (stream.length - used - 2 < length) {
        break;
      }
      dns(p, stream.data, used + 2, used + 2 + length);
      used += 2 + length;
    }
    stream.consume(used);
  }

  private void dns(Packet p, byte[] data, int at, int end) {
    if (end - at < 3) {
      return;
    }
    boolean response = (data[at + 2] & 0x80) != 0;
    if (response && p.sourcePort == DNS && local.contains(p.targetHigh, p.targetLow)) {
      resolutions.message(data, at, end, true, p.targetHigh, p.targetLow, p.targetPort);
    } else if (!response && p.targetPort == DNS && local.contains(p.sourceHigh, p.sourceLow)) {
      resolutions.message(data, at, end, false, p.sourceHigh, p.sourceLow, p.sourcePort);
    }
  }
}
