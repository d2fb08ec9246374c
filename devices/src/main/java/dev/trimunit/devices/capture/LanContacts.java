// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Transport;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a device contacts without crossing the gateway: hosts beside it, and groups. What every
 * device says in every network is left out: how it gets its address, who is whose neighbour, and
 * the gateway's own DNS, DHCP and NTP.
 */
final class LanContacts {
  private static final Set<Integer> DHCP = Set.of(67, 68, 546, 547);
  private static final Set<Integer> OF_GATEWAY = Set.of(53, 67, 123, 547);
  private static final Set<Transport> UPKEEP = Set.of(Transport.ICMPV6, Transport.ofProtocol(2));

  private final CaptureSummary capture;
  private final MacAddress device;
  private final Set<IpAddress> gateway;

  LanContacts(CaptureSummary capture, MacAddress device, Set<IpAddress> gateway) {
    this.capture = capture;
    this.device = device;
    this.gateway = gateway;
  }

  Set<Destination> all() {
    Set<Destination> all = new TreeSet<>();
    for (LocalTraffic traffic : capture.local()) {
      if (traffic.packetsFromClient() > 0 && isOfDevice(traffic.client())) {
        all.add(new Destination(traffic.server(), traffic.transport(), traffic.port()));
      }
    }
    for (GroupTraffic traffic : capture.group()) {
      if (isOfDevice(traffic.source())) {
        all.add(new Destination(traffic.group(), traffic.transport(), traffic.port()));
      }
    }
    all.removeIf(this::isUpkeep);
    return all;
  }

  private boolean isOfDevice(IpAddress sender) {
    SortedSet<MacAddress> macs = capture.senders().get(sender);
    return macs != null && macs.contains(device);
  }

  private boolean isUpkeep(Destination contact) {
    boolean toGateway = contact.host() instanceof IpAddress address && gateway.contains(address);
    return UPKEEP.contains(contact.transport())
        || DHCP.contains(contact.port())
        || (toGateway
            && (OF_GATEWAY.contains(contact.port()) || contact.transport().equals(Transport.ICMP)));
  }
}
