// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import java.util.Map;
import java.util.TreeMap;

/** The second pass over a capture: sorts packets into traffic classes and flows, in file order. */
final class Analysis {
  private final LocalPrefixes local;
  private final Hosts hosts;
  private final Ledger ledger = new Ledger();
  private final FlowTable flows = new FlowTable(ledger::settle);
  private final FlowTable groups = new FlowTable(ledger::settleGroup);
  private final Fragments fragments = new Fragments(this::orphaned);
  private final Payloads payloads;
  private final Resolutions resolutions;
  private final Map<Integer, Long> unknownLinkTypes = new TreeMap<>();
  private long packets;
  private long withoutIp;
  private long transit;
  private long invalidSource;

  Analysis(LocalPrefixes local, Hosts hosts) {
    this.local = local;
    this.hosts = hosts;
    resolutions = new Resolutions(hosts);
    payloads = new Payloads(local, resolutions);
  }

  void packet(Packet p) {
    packets++;
    LinkLayer.parse(p);
    if (!IpLayer.parse(p)) {
      withoutIp++;
      if (p.ip < 0 && !LinkLayer.knows(p.linkType) && unknownLinkTypes.size() < 64) {
        unknownLinkTypes.merge(p.linkType, 1L, Long::sum);
      }
      return;
    }
    if (isGroup(p)) {
      group(p);
    } else if (Addresses.isMulticast(p.sourceHigh, p.sourceLow)
        || Addresses.isBroadcast(p.sourceHigh, p.sourceLow)) {
      invalidSource++;
    } else {
      unicast(p);
    }
  }

  private static boolean isGroup(Packet p) {
    return p.linkGroup
        || Addresses.isMulticast(p.targetHigh, p.targetLow)
        || Addresses.isBroadcast(p.targetHigh, p.targetLow)
        || Addresses.isUnspecified(p.targetHigh, p.targetLow)
        || Addresses.isUnspecified(p.sourceHigh, p.sourceLow);
  }

  private void group(Packet p) {
    payloads.group(p);
    p.sourcePort = Packet.NO_PORT;
    Flow flow = groups.find(p, true);
    if (flow == null) {
      flow = new Flow(p, true, null);
      groups.add(flow);
    }
    flow.count(true, 1, p.originalLength, p.nanos);
  }

  private void unicast(Packet p) {
    boolean fromLocal = local.contains(p.sourceHigh, p.sourceLow);
    boolean toLocal = local.contains(p.targetHigh, p.targetLow);
    if (!fromLocal && !toLocal) {
      transit++;
      return;
    }
    boolean withinLan = fromLocal && toLocal;
    boolean fromA = withinLan ? isSourceLower(p) : fromLocal;
    if (p.fragment) {
      fragment(p, fromA, withinLan);
    } else if (p.sourcePort == Packet.NO_PORT && IpLayer.hasPorts(p.protocol)) {
      withoutPorts(p, withinLan);
    } else {
      Flow flow = whole(p, fromA, withinLan);
      if (flow != null) {
        payloads.read(p, flow, fromA);
      }
    }
  }

  /** Counts a packet with its own transport header; null for ICMP errors across the gateway. */
  private @org.jspecify.annotations.Nullable Flow whole(
      Packet p, boolean fromA, boolean withinLan) {
    if (!withinLan && Icmp.isError(p)) {
      icmpError(p, fromA);
      return null;
    }
    Flow flow = flow(p, fromA, withinLan);
    flow.count(fromA, 1, p.originalLength, p.nanos);
    Icmp.noteOpener(p, flow, fromA);
    return flow;
  }

  private Flow flow(Packet p, boolean fromA, boolean withinLan) {
    Flow flow = flows.find(p, fromA);
    if (flow == null) {
      flow = new Flow(p, fromA, withinLan ? null : binding(p, fromA));
      flows.add(flow);
    }
    return flow;
  }

  private Flow.Binding binding(Packet p, boolean fromA) {
    Host host = fromA ? hosts.of(p.sourceHigh, p.sourceLow) : hosts.of(p.targetHigh, p.targetLow);
    return fromA
        ? resolutions.binding(host, p.targetHigh, p.targetLow)
        : resolutions.binding(host, p.sourceHigh, p.sourceLow);
  }

  private void icmpError(Packet p, boolean fromA) {
    if (fromA) {
      hosts.of(p.sourceHigh, p.sourceLow).icmpErrorsSent++;
    } else {
      hosts.of(p.targetHigh, p.targetLow).icmpErrorsReceived++;
    }
  }

  private void withoutPorts(Packet p, boolean withinLan) {
    if (!withinLan) {
      withoutPorts(
          p.sourceHigh,
          p.sourceLow,
          p.targetHigh,
          p.targetLow,
          p.protocol,
          1,
          p.originalLength,
          p.nanos);
    }
  }

  /** A datagram given up: what waited for its first fragment has no ports. */
  private void orphaned(Fragments.Datagram d) {
    if (d.waitingPackets > 0) {
      withoutPorts(
          d.srcHigh(),
          d.srcLow(),
          d.dstHigh(),
          d.dstLow(),
          d.protocol,
          d.waitingPackets,
          d.waitingBytes,
          d.nanos);
    }
  }

  private void withoutPorts(
      long srcHigh,
      long srcLow,
      long dstHigh,
      long dstLow,
      int protocol,
      long count,
      long bytes,
      long nanos) {
    boolean fromLocal = local.contains(srcHigh, srcLow);
    if (fromLocal && !local.contains(dstHigh, dstLow)) {
      ledger.withoutPorts(
          hosts.of(srcHigh, srcLow), dstHigh, dstLow, protocol, true, count, bytes, nanos);
    } else if (!fromLocal) {
      ledger.withoutPorts(
          hosts.of(dstHigh, dstLow), srcHigh, srcLow, protocol, false, count, bytes, nanos);
    }
  }

  private void fragment(Packet p, boolean fromA, boolean withinLan) {
    boolean needsHead = IpLayer.hasPorts(p.protocol) || Icmp.isIcmp(p.protocol);
    if (!needsHead) {
      flow(p, fromA, withinLan).count(fromA, 1, p.originalLength, p.nanos);
      return;
    }
    Fragments.Datagram datagram = fragments.of(p);
    boolean head =
        p.isFirstFragment() && (p.sourcePort != Packet.NO_PORT || Icmp.isIcmp(p.protocol));
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
      Flow flow = datagram.flow;
      if (flow != null && datagram.data.length > 8) {
        payloads.datagram(
            p, flow, datagram.data, Math.min(datagram.length(), datagram.data.length));
      }
      fragments.forget(datagram);
    }
  }

  private void head(Packet p, Fragments.Datagram datagram, boolean fromA, boolean withinLan) {
    Flow flow = whole(p, fromA, withinLan);
    datagram.headSeen = true;
    datagram.isError = flow == null;
    datagram.flow = flow;
    if (flow != null) {
      payloads.head(p, flow, fromA);
    }
    if (flow != null && datagram.waitingPackets > 0) {
      flow.count(fromA, datagram.waitingPackets, datagram.waitingBytes, datagram.nanos);
    }
    datagram.waitingPackets = 0;
    datagram.waitingBytes = 0;
  }

  private static void later(Packet p, Fragments.Datagram datagram, boolean fromA) {
    Flow flow = datagram.flow;
    if (flow != null) {
      flow.count(fromA, 1, p.originalLength, p.nanos);
    } else if (!datagram.isError) {
      datagram.waitingPackets++;
      datagram.waitingBytes += p.originalLength;
      datagram.nanos = p.nanos;
    }
  }

  private static boolean isSourceLower(Packet p) {
    int high = Long.compareUnsigned(p.sourceHigh, p.targetHigh);
    int low = Long.compareUnsigned(p.sourceLow, p.targetLow);
    return high != 0 ? high < 0 : low != 0 ? low < 0 : p.sourcePort <= p.targetPort;
  }

  CaptureSummary summary(CaptureFile file) {
    fragments.forgetAll();
    flows.settleAll();
    groups.settleAll();
    java.util.List<String> notes = new java.util.ArrayList<>(file.notes());
    unknownLinkTypes.forEach(
        (type, count) ->
            notes.add(
                "holds "
                    + count
                    + " packets of link type "
                    + type
                    + ", which is not understood: none is read"));
    if (ledger.isFull()) {
      notes.add("holds more destinations than are told apart: the rest is left out");
    }
    CaptureSummary.Counts counts =
        new CaptureSummary.Counts(
            packets,
            withoutIp,
            transit,
            invalidSource,
            resolutions.withoutQuery,
            resolutions.malformed);
    return new CaptureSummary(
        ledger.hosts(hosts.all()), ledger.local(), ledger.group(), counts, file.dropped(), notes);
  }
}
