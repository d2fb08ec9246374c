// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.Packet;
import org.jspecify.annotations.Nullable;

/** Counts unicast packets into flows, and flows into the ledgers once they are over. */
final class Conversations {
  private final LocalPrefixes local;
  private final Hosts hosts;
  private final Resolutions resolutions;
  private final Payloads payloads;
  private final Ledger ledger;
  private final LanLedger lan;
  private final FlowTable flows = new FlowTable(this::settle);

  Conversations(
      LocalPrefixes local,
      Hosts hosts,
      Resolutions resolutions,
      Payloads payloads,
      Ledger ledger,
      LanLedger lan) {
    this.local = local;
    this.hosts = hosts;
    this.resolutions = resolutions;
    this.payloads = payloads;
    this.ledger = ledger;
    this.lan = lan;
  }

  /** Counts a packet with its own transport header; null for ICMP errors across the gateway. */
  @Nullable Flow whole(Packet p, boolean fromA, boolean withinLan) {
    boolean icmp = Icmp.isIcmp(p.protocol);
    if (icmp && !withinLan && Icmp.isError(p)) {
      error(p, fromA);
      return null;
    }
    Flow flow = flow(p, fromA, withinLan);
    flow.count(fromA, 1, p.originalLength, p.nanos);
    if (icmp) {
      Icmp.noteOpener(p, flow, fromA);
    }
    return flow;
  }

  Flow flow(Packet p, boolean fromA, boolean withinLan) {
    Flow flow = flows.find(p, fromA);
    if (flow == null) {
      flow = new Flow(p, fromA, withinLan ? null : binding(p, fromA));
      flow.reader = payloads.of(flow);
      flows.add(flow);
    }
    return flow;
  }

  private Flow.Binding binding(Packet p, boolean fromA) {
    return fromA
        ? resolutions.binding(hosts.of(p.sourceHigh, p.sourceLow), p.targetHigh, p.targetLow)
        : resolutions.binding(hosts.of(p.targetHigh, p.targetLow), p.sourceHigh, p.sourceLow);
  }

  private void error(Packet p, boolean fromA) {
    if (fromA) {
      hosts.of(p.sourceHigh, p.sourceLow).icmpErrorsSent++;
    } else {
      hosts.of(p.targetHigh, p.targetLow).icmpErrorsReceived++;
    }
  }

  /** Counts packets of which no header tells the ports; those within the LAN are left out. */
  void withoutPorts(
      long srcHigh, long srcLow, long dstHigh, long dstLow, int protocol, Flow.Tally sent) {
    boolean fromLocal = local.contains(srcHigh, srcLow);
    boolean toLocal = local.contains(dstHigh, dstLow);
    if (fromLocal && !toLocal) {
      ledger.withoutPorts(hosts.of(srcHigh, srcLow), dstHigh, dstLow, protocol, sent);
    } else if (!fromLocal && toLocal) {
      ledger.withoutPorts(hosts.of(dstHigh, dstLow), srcHigh, srcLow, protocol, sent.reversed());
    }
  }

  private void settle(Flow flow) {
    if (flow.binding == null) {
      lan.settle(flow);
    } else {
      ledger.settle(flow, flow.binding.host);
    }
  }

  void settleAll() {
    flows.settleAll();
  }
}
