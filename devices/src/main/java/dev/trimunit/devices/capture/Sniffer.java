// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.servername.QuicHello;
import dev.trimunit.devices.capture.servername.ServerNames;
import dev.trimunit.devices.capture.servername.Sighting;

/** Looks at the first payloads that a host sends to a remote: protocol and server name. */
final class Sniffer {
  private final StreamPair.Pool streams;

  Sniffer(StreamPair.Pool streams) {
    this.streams = streams;
  }

  /** A segment from the local host. */
  void segment(Flow flow, int sequence, byte[] data, int at, int end) {
    if (flow.payloadsToSniff <= 0) {
      nextRequest(flow, data, at, end);
      return;
    }
    flow.payloadsToSniff--;
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

  /** Connections that carry HTTP may name another host with each request. */
  private static void nextRequest(Flow flow, byte[] data, int at, int end) {
    if ("HTTP".equals(flow.hint) && end > at && data[at] >= 'A' && data[at] <= 'Z') {
      String name = ServerNames.inStream(data, at, end).name();
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
      flow.hint = unknown && flow.firstSyn != Flow.NOBODY ? Protocols.UNKNOWN : sighting.protocol();
    }
    if (!sighting.name().isEmpty()) {
      flow.serverName(sighting.name());
    }
    if (!sighting.incomplete()) {
      flow.payloadsToSniff = 0;
    }
  }

  /** A datagram from the local host. */
  void datagram(Flow flow, byte[] data, int at, int end) {
    flow.payloadsToSniff--;
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
    }
  }
}
