// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.file.CaptureFile;
import dev.trimunit.devices.capture.packet.Addresses;
import dev.trimunit.devices.capture.packet.IpLayer;
import dev.trimunit.devices.capture.packet.LinkLayer;
import dev.trimunit.devices.capture.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sorts the packets of a capture into traffic classes, in file order. */
final class Analysis {
  private static final int MAX_UNKNOWN = 64;
  private final LocalPrefixes local;
  private final Hosts hosts;
  private final Ledger ledger = new Ledger();
  private final LanLedger lan = new LanLedger();
  private final FlowTable groups = new FlowTable(lan::settleGroup);
  private final Resolutions resolutions;
  private final Payloads payloads;
  private final Conversations conversations;
  private final FragmentTraffic fragments;
  private final Map<Integer, Long> unknownLinkTypes = new TreeMap<>();
  private long packets;
  private long withoutIp;
  private long transit;
  private long invalidSource;

  Analysis(LocalPrefixes local, Hosts hosts) {
    this.local = local;
    this.hosts = hosts;
    resolutions = new Resolutions(hosts);
    payloads = new Payloads(local, hosts, resolutions);
    conversations = new Conversations(local, hosts, resolutions, payloads, ledger, lan);
    fragments = new FragmentTraffic(conversations, payloads);
  }

  void packet(Packet p) {
    packets++;
    LinkLayer.parse(p);
    if (!IpLayer.parse(p)) {
      withoutIp(p);
      return;
    }
    hosts.see(p);
    if (isGroup(p)) {
      group(p);
    } else if (Addresses.isMulticast(p.sourceHigh, p.sourceLow)
        || Addresses.isBroadcast(p.sourceHigh, p.sourceLow)) {
      invalidSource++;
    } else {
      unicast(p);
    }
  }

  private void withoutIp(Packet p) {
    withoutIp++;
    if (p.ip < 0 && !LinkLayer.knows(p.linkType)) {
      long known = unknownLinkTypes.getOrDefault(p.linkType, 0L);
      if (known > 0 || unknownLinkTypes.size() < MAX_UNKNOWN) {
        unknownLinkTypes.put(p.linkType, known + 1);
      }
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
      fragments.packet(p, fromA, withinLan);
    } else if (p.sourcePort == Packet.NO_PORT && IpLayer.hasPorts(p.protocol)) {
      withoutPorts(p);
    } else {
      Flow flow = conversations.whole(p, fromA, withinLan);
      if (flow != null) {
        payloads.read(p, flow, fromA);
      }
    }
  }

  private void withoutPorts(Packet p) {
    Flow.Tally sent = new Flow.Tally(null, null);
    sent.count(true, 1, p.originalLength, p.nanos);
    conversations.withoutPorts(
        p.sourceHigh, p.sourceLow, p.targetHigh, p.targetLow, p.protocol, sent);
  }

  private static boolean isSourceLower(Packet p) {
    int high = Long.compareUnsigned(p.sourceHigh, p.targetHigh);
    int low = Long.compareUnsigned(p.sourceLow, p.targetLow);
    return high != 0 ? high < 0 : low != 0 ? low < 0 : p.sourcePort <= p.targetPort;
  }

  CaptureSummary summary(CaptureFile file) {
    fragments.settleAll();
    conversations.settleAll();
    groups.settleAll();
    CaptureSummary.Counts counts =
        new CaptureSummary.Counts(
            packets,
            withoutIp,
            transit,
            invalidSource,
            resolutions.withoutQuery,
            resolutions.malformed);
    return new CaptureSummary(
        new HostReports(ledger.accounts()).of(hosts.all()),
        lan.local(),
        lan.group(),
        hosts.senders(),
        counts,
        file.dropped(),
        notes(file));
  }

  private List<String> notes(CaptureFile file) {
    List<String> notes = new ArrayList<>(file.notes());
    for (Map.Entry<Integer, Long> unknown : unknownLinkTypes.entrySet()) {
      notes.add(
          "holds "
              + unknown.getValue()
              + " packets of link type "
              + unknown.getKey()
              + ", which is not understood: none is read");
    }
    if (hosts.isFull()) {
      notes.add("holds more local addresses than are told apart: the rest is left out");
    }
    if (ledger.isFull()) {
      notes.add("holds more destinations than are told apart: the rest is left out");
    }
    return notes;
  }
}
