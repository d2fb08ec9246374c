// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.model.BuiltByName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.TrialRecord.ClockReading;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one local host exchanged with the world outside.
 *
 * @param addresses its addresses
 * @param macs the MAC addresses that they were seen with
 * @param destinations what it contacted, in the natural order of destinations
 * @param receivedOnly destinations of which only packets from the other side are in the file
 * @param inbound what remote parties opened to it; the port is the host's own
 * @param withoutPorts fragments whose first fragment is not in the file
 * @param askedNotContacted names asked for an address and then not contacted
 * @param otherQueries names asked for something else
 * @param icmpErrorsSent ICMP errors from it to remote addresses
 * @param icmpErrorsReceived ICMP errors to it from remote addresses
 * @param clock what it showed of its clock at first, in file order
 */
@BuiltByName
public record HostTraffic(
    SortedSet<IpAddress> addresses,
    SortedSet<MacAddress> macs,
    List<Observation> destinations,
    List<Observation> receivedOnly,
    List<Observation> inbound,
    List<Observation> withoutPorts,
    List<Asked> askedNotContacted,
    List<Asked> otherQueries,
    long icmpErrorsSent,
    long icmpErrorsReceived,
    List<ClockReading> clock) {
  public HostTraffic {
    addresses = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(addresses));
    macs = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(macs));
    destinations = List.copyOf(destinations);
    receivedOnly = List.copyOf(receivedOnly);
    inbound = List.copyOf(inbound);
    withoutPorts = List.copyOf(withoutPorts);
    askedNotContacted = List.copyOf(askedNotContacted);
    otherQueries = List.copyOf(otherQueries);
    clock = List.copyOf(clock);
  }

  /** Whether nothing crossed the gateway and no name was asked for. */
  public boolean isEmpty() {
    return destinations.isEmpty()
        && receivedOnly.isEmpty()
        && inbound.isEmpty()
        && withoutPorts.isEmpty()
        && askedNotContacted.isEmpty()
        && otherQueries.isEmpty()
        && icmpErrorsSent + icmpErrorsReceived == 0;
  }
}
