// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.model.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * What a capture holds.
 *
 * @param hosts local hosts with traffic across the gateway or DNS queries, by address
 * @param local traffic between local hosts
 * @param group multicast and broadcast traffic, and that of senders without address
 * @param senders the MAC addresses that each local address sent with
 * @param counts packets by fate
 * @param dropped packets that the file says were lost while it was recorded
 * @param notes what the reader wants its owner to know, as sentences without subject
 */
public record CaptureSummary(
    List<HostTraffic> hosts,
    List<LocalTraffic> local,
    List<GroupTraffic> group,
    Map<IpAddress, SortedSet<MacAddress>> senders,
    Counts counts,
    long dropped,
    List<String> notes) {
  public CaptureSummary {
    hosts = List.copyOf(hosts);
    local = List.copyOf(local);
    group = List.copyOf(group);
    senders = Map.copyOf(senders);
    notes = List.copyOf(notes);
  }

  /**
   * Packets by fate.
   *
   * @param packets records in the file
   * @param withoutIp records without a readable IP header
   * @param transit packets of which neither end is local
   * @param invalidSource packets from a group address
   * @param dnsResponsesWithoutQuery DNS answers to nothing that was asked
   * @param dnsMalformed DNS messages that could not be read as a whole
   */
  public record Counts(
      long packets,
      long withoutIp,
      long transit,
      long invalidSource,
      long dnsResponsesWithoutQuery,
      long dnsMalformed) {}
}
