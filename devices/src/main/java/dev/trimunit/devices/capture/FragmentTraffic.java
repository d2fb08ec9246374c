// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.IpLayer;
import dev.trimunit.devices.capture.packet.Packet;

/** Counts fragments into the flow of their datagram, as soon as its first fragment tells which. */
final class FragmentTraffic {
  private final Conversations conversations;
  private final Payloads payloads;
  private final Fragments fragments = new Fragments(this::orphaned);

  FragmentTraffic(Conversations conversations, Payloads payloads) {
    this.conversations = conversations;
    this.payloads = payloads;
  }

  void packet(Packet p, boolean fromA, boolean withinLan) {
    boolean icmp = Icmp.isIcmp(p.protocol);
    if (!icmp && !IpLayer.hasPorts(p.protocol)) {
      conversations.flow(p, fromA, withinLan).count(fromA, 1, p.originalLength, p.nanos);
      return;
    }
    Fragments.Datagram datagram = fragments.of(p);
    boolean head = p.isFirstFragment() && (icmp || p.sourcePort != Packet.NO_PORT);
    if (head && datagram.headSeen) {
      fragments.forget(datagram);
      datagram = fragments.of(p);
    }
    if (head) {
      head(p, datagram, fromA, withinLan);
    } else {
      later(p, datagram, fromA);
    }
    if (fragments.add(datagram, p)) {
      whole(p, datagram);
    }
  }

  private void whole(Packet p, Fragments.Datagram datagram) {
    Flow flow = datagram.flow;
    if (flow != null && datagram.data.length > 8) {
      payloads.datagram(p, flow, datagram.data, Math.min(datagram.length(), datagram.data.length));
    }
    fragments.forget(datagram);
  }

  private void head(Packet p, Fragments.Datagram datagram, boolean fromA, boolean withinLan) {
    Flow flow = conversations.whole(p, fromA, withinLan);
    datagram.headSeen = true;
    datagram.isError = flow == null;
    datagram.flow = flow;
    if (flow != null) {
      payloads.head(p, flow, fromA);
      Flow.Tally waiting = datagram.waiting;
      if (waiting.packetsA > 0) {
        flow.count(fromA, waiting.packetsA, waiting.bytesA, waiting.first);
        flow.count(fromA, 0, 0, waiting.last);
      }
    }
    datagram.waiting = new Flow.Tally(null, null);
  }

  private static void later(Packet p, Fragments.Datagram datagram, boolean fromA) {
    Flow flow = datagram.flow;
    if (flow != null) {
      flow.count(fromA, 1, p.originalLength, p.nanos);
    } else if (!datagram.isError) {
      datagram.waiting.count(true, 1, p.originalLength, p.nanos);
    }
  }

  /** A datagram given up: what waited for its first fragment has no ports. */
  private void orphaned(Fragments.Datagram d) {
    if (d.waiting.packetsA > 0) {
      conversations.withoutPorts(
          d.srcHigh(), d.srcLow(), d.dstHigh(), d.dstLow(), d.protocol, d.waiting);
    }
  }

  void settleAll() {
    fragments.forgetAll();
  }
}
