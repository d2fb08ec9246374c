// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.Transport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Settled flows, added up per host and destination. */
final class Ledger {
  private static final int MAX_ENTRIES = 250_000;

  /** What a settled flow is to its host. */
  enum Kind {
    DESTINATION,
    INBOUND,
    WITHOUT_PORTS
  }

  private final Map<Key, Entry> entries = new HashMap<>();
  private final Map<LanKey, LocalTraffic> local = new HashMap<>();
  private final Map<LanKey, GroupTraffic> group = new HashMap<>();
  private boolean full;

  /** Whether there were more destinations than are told apart. */
  boolean isFull() {
    return full;
  }

  void settle(Flow flow) {
    boolean byA = flow.isOpenedByA();
    Flow.Binding binding = flow.binding;
    if (binding == null) {
      settleLocal(flow, byA);
      return;
    }
    for (Flow.Tally t = flow.tallies; t != null; t = t.next) {
      if (t.packetsA + t.packetsB > 0) {
        Kind kind = byA ? Kind.DESTINATION : Kind.INBOUND;
        String name = byA ? t.name : null;
        int port = byA ? flow.portB : flow.portA;
        Entry entry =
            entry(new Key(binding.host, kind, name, flow.highB, flow.lowB, flow.protocol, port));
        if (entry != null) {
          entry.add(flow, t);
        }
      }
    }
  }

  void withoutPorts(
      Host host,
      long high,
      long low,
      int protocol,
      boolean sent,
      long packets,
      long bytes,
      long nanos) {
    Entry entry =
        entry(new Key(host, Kind.WITHOUT_PORTS, null, high, low, protocol, Packet.NO_PORT));
    if (entry != null) {
      Flow.Tally tally = new Flow.Tally(null, null);
      tally.count(sent, packets, bytes, nanos);
      entry.add(tally);
    }
  }

  void settleGroup(Flow flow) {
    Flow.Tally t = flow.tallies;
    LanKey key = LanKey.of(flow, true, flow.portB);
    if (group.size() < MAX_ENTRIES || group.containsKey(key)) {
      GroupTraffic one =
          new GroupTraffic(
              key.client(), key.server(), key.transport(), key.port(), t.packetsA, t.bytesA);
      group.merge(
          key,
          one,
          (a, b) ->
              new GroupTraffic(
                  a.source(),
                  a.group(),
                  a.transport(),
                  a.port(),
                  a.packets() + b.packets(),
                  a.bytes() + b.bytes()));
    }
  }

  private void settleLocal(Flow flow, boolean byA) {
    Flow.Tally t = flow.tallies;
    LanKey key = LanKey.of(flow, byA, byA ? flow.portB : flow.portA);
    if (local.size() < MAX_ENTRIES || local.containsKey(key)) {
      local.merge(key, key.traffic(t, byA), Ledger::sum);
    }
  }

  private static LocalTraffic sum(LocalTraffic a, LocalTraffic b) {
    return new LocalTraffic(
        a.client(),
        a.server(),
        a.transport(),
        a.port(),
        a.packetsFromClient() + b.packetsFromClient(),
        a.bytesFromClient() + b.bytesFromClient(),
        a.packetsFromServer() + b.packetsFromServer(),
        a.bytesFromServer() + b.bytesFromServer());
  }

  private @Nullable Entry entry(Key key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      if (entries.size() >= MAX_ENTRIES) {
        full = true;
        return null;
      }
      entry = new Entry(key);
      entries.put(key, entry);
    }
    return entry;
  }

  /** Everything about the hosts, those without anything to say left out. */
  List<HostTraffic> hosts(Collection<Host> all) {
    Map<Host, List<Entry>> perHost =
        entries.values().stream().collect(Collectors.groupingBy(e -> e.key.host()));
    List<HostTraffic> hosts = new ArrayList<>();
    for (Host host : all) {
      HostTraffic traffic = host(host, perHost.getOrDefault(host, List.of()));
      if (!traffic.isEmpty()) {
        hosts.add(traffic);
      }
    }
    hosts.sort(Comparator.comparing(h -> h.addresses().first()));
    return hosts;
  }

  private static HostTraffic host(Host host, List<Entry> entries) {
    Map<Kind, List<Observation>> byKind = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      byKind.put(kind, merged(entries.stream().filter(e -> e.key.kind() == kind)));
    }
    List<Observation> contacted = byKind.getOrDefault(Kind.DESTINATION, List.of());
    Set<String> names =
        contacted.stream()
            .filter(o -> o.packetsSent() > 0)
            .map(o -> o.destination().host().toString())
            .collect(Collectors.toSet());
    List<Asked> asked = new ArrayList<>();
    host.asked.forEach((name, types) -> asked.add(new Asked(DnsName.of(name), types)));
    return new HostTraffic(
        host.addresses,
        host.macs,
        contacted.stream().filter(o -> o.packetsSent() > 0).toList(),
        contacted.stream().filter(o -> o.packetsSent() == 0).toList(),
        byKind.getOrDefault(Kind.INBOUND, List.of()),
        byKind.getOrDefault(Kind.WITHOUT_PORTS, List.of()),
        asked.stream().filter(a -> a.isForAddress() && !names.contains(a.name().text())).toList(),
        asked.stream().filter(a -> !a.isForAddress()).toList(),
        host.icmpErrorsSent,
        host.icmpErrorsReceived);
  }

  /** One observation per destination: the addresses of a name come together here. */
  private static List<Observation> merged(java.util.stream.Stream<Entry> entries) {
    Map<Destination, Observation> merged = new java.util.TreeMap<>();
    entries.forEach(e -> merged.merge(e.key.destination(), e.observation(), Observation::plus));
    return List.copyOf(merged.values());
  }

  List<LocalTraffic> local() {
    return local.values().stream()
        .sorted(
            Comparator.comparing(LocalTraffic::client)
                .thenComparing(LocalTraffic::server)
                .thenComparing(t -> t.transport().word())
                .thenComparing(LocalTraffic::port))
        .toList();
  }

  List<GroupTraffic> group() {
    return group.values().stream()
        .sorted(
            Comparator.comparing(GroupTraffic::source)
                .thenComparing(GroupTraffic::group)
                .thenComparing(t -> t.transport().word())
                .thenComparing(GroupTraffic::port))
        .toList();
  }

  private record Key(
      Host host, Kind kind, @Nullable String name, long high, long low, int protocol, int port) {
    Destination destination() {
      dev.trimunit.engine.model.Host remote =
          name == null ? Addresses.of(high, low) : DnsName.of(name);
      return new Destination(remote, Transport.ofProtocol(protocol), port);
    }
  }

  private record LanKey(IpAddress client, IpAddress server, Transport transport, int port) {
    static LanKey of(Flow flow, boolean byA, int port) {
      IpAddress a = Addresses.of(flow.highA, flow.lowA);
      IpAddress b = Addresses.of(flow.highB, flow.lowB);
      return new LanKey(byA ? a : b, byA ? b : a, Transport.ofProtocol(flow.protocol), port);
    }

    LocalTraffic traffic(Flow.Tally t, boolean byA) {
      return byA
          ? new LocalTraffic(
              client, server, transport, port, t.packetsA, t.bytesA, t.packetsB, t.bytesB)
          : new LocalTraffic(
              client, server, transport, port, t.packetsB, t.bytesB, t.packetsA, t.bytesA);
    }
  }

  private static final class Entry {
    private static final int MAX_SERVER_NAMES = 256;
    final Key key;
    private final Flow.Tally sum = new Flow.Tally(null, null);
    private final Set<String> serverNames = new TreeSet<>();
    private String hint = "";

    Entry(Key key) {
      this.key = key;
    }

    void add(Flow flow, Flow.Tally tally) {
      add(tally);
      if (serverNames.size() < MAX_SERVER_NAMES) {
        serverNames.addAll(flow.serverNames());
      }
      hint = hint.isEmpty() ? flow.hint : hint;
    }

    void add(Flow.Tally tally) {
      sum.packetsA += tally.packetsA;
      sum.bytesA += tally.bytesA;
      sum.packetsB += tally.packetsB;
      sum.bytesB += tally.bytesB;
      sum.first = Math.min(sum.first, tally.first);
      sum.last = Math.max(sum.last, tally.last);
    }

    Observation observation() {
      return new Observation(
          key.destination(),
          sum.packetsA,
          sum.bytesA,
          sum.packetsB,
          sum.bytesB,
          instant(sum.first),
          instant(sum.last),
          Protocols.name(key.protocol(), key.port(), hint),
          Set.of(Addresses.of(key.high(), key.low())),
          serverNames);
    }

    private static java.time.Instant instant(long nanos) {
      return java.time.Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L);
    }
  }
}
