// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.IpLayer;
import dev.trimunit.devices.capture.packet.Octets;
import dev.trimunit.devices.capture.packet.Packet;
import dev.trimunit.devices.capture.servername.QuicHello;
import dev.trimunit.devices.capture.servername.ServerNames;
import dev.trimunit.devices.capture.servername.Sighting;

/** Looks at the first payloads that a host sends to a remote: protocol and server name. */
final class Sniffer {
  private final StreamPair.Pool streams;
  private final PayloadReader segments = this::segment;
  private final PayloadReader datagrams = this::datagram;
  private final PayloadReader requests = Sniffer::request;

  Sniffer(StreamPair.Pool streams) {
    this.streams = streams;
  }

  /** Who looks at a new flow of a transport. */
  PayloadReader of(int protocol) {
    return switch (protocol) {
      case IpLayer.TCP -> segments;
      case IpLayer.UDP -> datagrams;
      default -> PayloadReader.NONE;
    };
  }

  private void segment(Packet p, Flow flow, boolean fromA) {
    int at = fromA ? Payloads.segment(p) : -1;
    if (at < 0 || at == p.payloadEnd) {
      return;
    }
    flow.payloadsToSniff--;
    segment(flow, Octets.s32(p.data, p.payload + 4), p.data, at, p.payloadEnd);
    if (flow.payloadsToSniff <= 0) {
      // Connections that carry HTTP may name another host with each request.
      flow.reader = "HTTP".equals(flow.hint) ? requests : PayloadReader.NONE;
    }
  }

  private void segment(Flow flow, int sequence, byte[] data, int at, int end) {
    StreamPair open = flow.streams;
    if (open == null) {
      Sighting sighting = ServerNames.inStream(data, at, end);
      note(flow, sighting);
      if (sighting.incomplete() && flow.payloadsToSniff > 0) {
        streams.of(flow).fromA.add(sequence, data, at, end - at);
      }
      return;
    }
    StreamBuffer stream = open.fromA;
    stream.add(sequence, data, at, end - at);
    Sighting sighting = ServerNames.inStream(stream.data, 0, stream.length);
    note(flow, sighting);
    if (!sighting.incomplete() || flow.payloadsToSniff <= 0 || stream.isBroken()) {
      streams.release(flow);
      flow.payloadsToSniff = 0;
    }
  }

  private static void request(Packet p, Flow flow, boolean fromA) {
    int at = fromA ? Payloads.segment(p) : -1;
    if (at >= 0 && p.payloadEnd > at && p.data[at] >= 'A' && p.data[at] <= 'Z') {
      String name = ServerNames.inStream(p.data, at, p.payloadEnd).name();
      if (!name.isEmpty()) {
        flow.serverName(name);
      }
    }
  }

  private static void note(Flow flow, Sighting sighting) {
    if (flow.hint.isEmpty()) {
      // A connection seen from its start that speaks something else than its port suggests is just
      // TCP.
      boolean unknown = sighting.protocol().isEmpty() && !sighting.incomplete();
      flow.hint = unknown && flow.isSeenFromStart() ? Protocols.UNKNOWN : sighting.protocol();
    }
    if (!sighting.name().isEmpty()) {
      flow.serverName(sighting.name());
    }
    if (!sighting.incomplete()) {
      flow.payloadsToSniff = 0;
    }
  }

  private void datagram(Packet p, Flow flow, boolean fromA) {
    if (fromA && p.payloadEnd - p.payload > 8) {
      flow.payloadsToSniff--;
      datagram(flow, p.data, p.payload + 8, Payloads.endOfDatagram(p));
    }
  }

  private void datagram(Flow flow, byte[] data, int at, int end) {
    Sighting sighting = ServerNames.inDatagram(data, at, end);
    if (sighting.incomplete()) {
      StreamPair open = streams.of(flow);
      if (open.quic == null) {
        open.quic = new QuicHello();
      }
      sighting = open.quic.read(data, at, end);
    }
    if (flow.hint.isEmpty()) {
      flow.hint = sighting.protocol();
    }
    if (!sighting.name().isEmpty()) {
      flow.serverName(sighting.name());
      flow.payloadsToSniff = 0;
    }
    if (flow.payloadsToSniff <= 0) {
      streams.release(flow);
      flow.reader = PayloadReader.NONE;
    }
  }
}
