// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.Octets;
import dev.trimunit.devices.capture.packet.Packet;

/** DNS over UDP and TCP: hands messages between local clients and anybody's port 53 on. */
final class DnsTraffic {
  static final int PORT = 53;

  private final LocalPrefixes local;
  private final Resolutions resolutions;
  private final StreamPair.Pool streams;

  DnsTraffic(LocalPrefixes local, Resolutions resolutions, StreamPair.Pool streams) {
    this.local = local;
    this.resolutions = resolutions;
    this.streams = streams;
  }

  /** A message behind a UDP header. */
  void datagram(Packet p) {
    if (p.payloadEnd - p.payload > 8) {
      message(p, p.data, p.payload + 8, Payloads.endOfDatagram(p));
    }
  }

  /** A TCP segment: each message is behind its length. */
  void segment(Packet p, Flow flow, boolean fromA) {
    int at = Payloads.segment(p);
    if (at < 0) {
      return;
    }
    StreamPair pair = streams.of(flow);
    StreamBuffer stream = fromA ? pair.fromA : pair.fromB;
    int sequence = Octets.s32(p.data, p.payload + 4);
    boolean syn = (Octets.u8(p.data, p.payload + 13) & Payloads.SYN) != 0;
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
      message(p, stream.data, used + 2, used + 2 + length);
      used += 2 + length;
    }
    stream.consume(used);
  }

  void message(Packet p, byte[] data, int at, int end) {
    if (end - at < 3) {
      return;
    }
    boolean response = (data[at + 2] & 0x80) != 0;
    if (response && p.sourcePort == PORT && local.contains(p.targetHigh, p.targetLow)) {
      resolutions.message(data, at, end, true, p.targetHigh, p.targetLow, p.targetPort);
    } else if (!response && p.targetPort == PORT && local.contains(p.sourceHigh, p.sourceLow)) {
      resolutions.message(data, at, end, false, p.sourceHigh, p.sourceLow, p.sourcePort);
    }
  }
}
