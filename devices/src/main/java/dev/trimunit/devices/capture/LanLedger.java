// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.Addresses;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Transport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settled flows that stay on this side of the gateway: between hosts, and to groups. */
final class LanLedger {
  private final Map<Key, Flow.Tally> local = new HashMap<>();
  private final Map<Key, Flow.Tally> group = new HashMap<>();

  void settle(Flow flow) {
    boolean byA = flow.isOpenedByA() || flow.isWithItself();
    Flow.Tally t = flow.tallies;
    Flow.Tally sum = tally(local, Key.of(flow, byA, byA ? flow.portB : flow.portA));
    if (sum != null) {
      sum.packetsA += byA ? t.packetsA : t.packetsB;
      sum.bytesA += byA ? t.bytesA : t.bytesB;
      sum.packetsB += byA ? t.packetsB : t.packetsA;
      sum.bytesB += byA ? t.bytesB : t.bytesA;
    }
  }

  void settleGroup(Flow flow) {
    Flow.Tally sum = tally(group, Key.of(flow, true, flow.portB));
    if (sum != null) {
      sum.packetsA += flow.tallies.packetsA;
      sum.bytesA += flow.tallies.bytesA;
    }
  }

  private static Flow.@Nullable Tally tally(Map<Key, Flow.Tally> tallies, Key key) {
    Flow.Tally tally = tallies.get(key);
    if (tally == null && tallies.size() < Ledger.MAX_ENTRIES) {
      tally = new Flow.Tally(null, null);
      tallies.put(key, tally);
    }
    return tally;
  }

  List<LocalTraffic> local() {
    List<LocalTraffic> traffic = new ArrayList<>();
    for (Row row : rows(local)) {
      Flow.Tally t = row.tally;
      traffic.add(
          LocalTrafficBuilder.stagedBuilder()
              .client(row.client)
              .server(row.server)
              .transport(row.transport)
              .port(row.port)
              .packetsFromClient(t.packetsA)
              .bytesFromClient(t.bytesA)
              .packetsFromServer(t.packetsB)
              .bytesFromServer(t.bytesB)
              .build());
    }
    return traffic;
  }

  List<GroupTraffic> group() {
    List<GroupTraffic> traffic = new ArrayList<>();
    for (Row row : rows(group)) {
      traffic.add(
          new GroupTraffic(
              row.client,
              row.server,
              row.transport,
              row.port,
              row.tally.packetsA,
              row.tally.bytesA));
    }
    return traffic;
  }

  private static List<Row> rows(Map<Key, Flow.Tally> tallies) {
    List<Row> rows = new ArrayList<>(tallies.size());
    for (Map.Entry<Key, Flow.Tally> entry : tallies.entrySet()) {
      Key key = entry.getKey();
      rows.add(
          new Row(
              Addresses.of(key.clientHigh, key.clientLow),
              Addresses.of(key.serverHigh, key.serverLow),
              Transport.ofProtocol(key.protocol),
              key.port,
              entry.getValue()));
    }
    Collections.sort(rows);
    return rows;
  }

  private record Row(
      IpAddress client, IpAddress server, Transport transport, int port, Flow.Tally tally)
      implements Comparable<Row> {
    @Override
    public int compareTo(Row other) {
      int clients = client.compareTo(other.client);
      int servers = clients != 0 ? clients : server.compareTo(other.server);
      int transports = servers != 0 ? servers : transport.word().compareTo(other.transport.word());
      return transports != 0 ? transports : Integer.compare(port, other.port);
    }
  }

  /** Tells traffic apart. Comparisons are written out: see {@link Hosts.AddressKey}. */
  private record Key(
      long clientHigh, long clientLow, long serverHigh, long serverLow, int protocol, int port) {
    static Key of(Flow flow, boolean byA, int port) {
      return byA
          ? new Key(flow.highA, flow.lowA, flow.highB, flow.lowB, flow.protocol, port)
          : new Key(flow.highB, flow.lowB, flow.highA, flow.lowA, flow.protocol, port);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && clientLow == key.clientLow
          && serverLow == key.serverLow
          && port == key.port
          && protocol == key.protocol
          && clientHigh == key.clientHigh
          && serverHigh == key.serverHigh;
    }

    @Override
    public int hashCode() {
      return Addresses.hash(clientHigh * 31 + serverHigh, clientLow * 31 + serverLow)
          ^ ((protocol << 16) | port) * 0x9e37_79b9;
    }
  }
}
