// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a capture says about one destination: how much the device exchanged with it, and when. Bytes
 * are original frame lengths.
 *
 * @param destination the destination
 * @param packetsSent packets from the device
 * @param bytesSent octets in them, link headers included
 * @param packetsReceived packets to the device
 * @param bytesReceived octets in them
 * @param first time of the first packet
 * @param last time of the last packet
 * @param protocol the application protocol, for example {@code NTP}, or the transport in capitals
 * @param addresses the addresses that stood for the destination
 * @param serverNames names that TLS, QUIC or HTTP showed; secondary evidence, never the destination
 */
@BuiltByName
public record Observation(
    Destination destination,
    long packetsSent,
    long bytesSent,
    long packetsReceived,
    long bytesReceived,
    Instant first,
    Instant last,
    String protocol,
    Set<IpAddress> addresses,
    Set<String> serverNames) {
  public Observation {
    addresses = java.util.Collections.unmodifiableSet(new TreeSet<>(addresses));
    serverNames = java.util.Collections.unmodifiableSet(new TreeSet<>(serverNames));
  }

  /** Packets in both directions. */
  public long packets() {
    return packetsSent + packetsReceived;
  }

  /** Octets in both directions. */
  public long bytes() {
    return bytesSent + bytesReceived;
  }

  /** The same of what the destination is called otherwise. */
  public Observation as(Destination other) {
    return new Observation(
        other,
        packetsSent,
        bytesSent,
        packetsReceived,
        bytesReceived,
        first,
        last,
        protocol,
        addresses,
        serverNames);
  }

  /** This and another observation of the same destination as one. */
  public Observation plus(Observation other) {
    if (!destination.equals(other.destination)) {
      throw new IllegalArgumentException(
          destination + " and " + other.destination + " are two destinations");
    }
    Set<IpAddress> allAddresses = new TreeSet<>(addresses);
    allAddresses.addAll(other.addresses);
    Set<String> allNames = new TreeSet<>(serverNames);
    allNames.addAll(other.serverNames);
    return new Observation(
        destination,
        packetsSent + other.packetsSent,
        bytesSent + other.bytesSent,
        packetsReceived + other.packetsReceived,
        bytesReceived + other.bytesReceived,
        first.isBefore(other.first) ? first : other.first,
        last.isAfter(other.last) ? last : other.last,
        protocol,
        allAddresses,
        allNames);
  }
}
