// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.Addresses;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.ObservationBuilder;
import dev.trimunit.engine.model.Transport;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What one host exchanged with one remote address in one role, under one name and port. */
final class Account {
  private static final int MAX_SERVER_NAMES = 256;
  final Key key;
  private final Flow.Tally sum = new Flow.Tally(null, null);
  private final Set<String> serverNames = new TreeSet<>();
  private String hint = "";

  Account(Key key) {
    this.key = key;
  }

  /** What the remote is to the host. */
  enum Role {
    DESTINATION,
    INBOUND,
    WITHOUT_PORTS
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
    return ObservationBuilder.stagedBuilder()
        .destination(key.destination())
        .packetsSent(sum.packetsA)
        .bytesSent(sum.bytesA)
        .packetsReceived(sum.packetsB)
        .bytesReceived(sum.bytesB)
        .first(instant(sum.first))
        .last(instant(sum.last))
        .protocol(Protocols.name(key.protocol(), key.port(), hint))
        .addresses(Set.of(Addresses.of(key.high(), key.low())))
        .serverNames(serverNames)
        .build();
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L);
  }

  /** Tells accounts apart. Comparisons are written out: see {@link Hosts.AddressKey}. */
  record Key(
      Host host, Role role, @Nullable String name, long high, long low, int protocol, int port) {
    Destination destination() {
      dev.trimunit.engine.model.Host remote =
          name == null ? Addresses.of(high, low) : DnsName.of(name);
      return new Destination(remote, Transport.ofProtocol(protocol), port);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && host == key.host
          && role == key.role
          && high == key.high
          && low == key.low
          && protocol == key.protocol
          && port == key.port
          && (name == null ? key.name == null : name.equals(key.name));
    }

    @Override
    public int hashCode() {
      int names = name == null ? 0 : name.hashCode();
      return Addresses.hash(high, low)
          ^ System.identityHashCode(host) + 31 * names
          ^ ((protocol << 16) | port) * 0x9e37_79b9;
    }
  }
}
