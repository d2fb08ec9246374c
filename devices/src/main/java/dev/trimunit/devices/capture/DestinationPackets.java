// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.dns.DnsMessage;
import dev.trimunit.devices.capture.packet.Addresses;
import dev.trimunit.devices.capture.packet.IpLayer;
import dev.trimunit.devices.capture.packet.Octets;
import dev.trimunit.devices.capture.packet.Packet;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Transport;
import java.util.Set;

/** Which packets concern one destination. */
final class DestinationPackets {
  private static final int DNS = 53;
  private static final int UDP_HEADER = 8;
  private static final int ICMP_HEADER = 8;

  private final Destination destination;
  private final String name;
  private final Set<IpAddress> addresses;

  DestinationPackets(Destination destination, Set<IpAddress> addresses) {
    this.destination = destination;
    this.name = destination.host() instanceof DnsName dnsName ? dnsName.text() : "";
    this.addresses = Set.copyOf(addresses);
  }

  /** Whether a dissected packet does. */
  boolean of(Packet p) {
    return exchanges(p) || asks(p) || (Icmp.isError(p) && quotes(p));
  }

  private boolean exchanges(Packet p) {
    IpAddress source = Addresses.of(p.sourceHigh, p.sourceLow);
    IpAddress target = Addresses.of(p.targetHigh, p.targetLow);
    boolean from = addresses.contains(source) && isPort(p, p.sourcePort);
    return from || (addresses.contains(target) && isPort(p, p.targetPort));
  }

  /** A later fragment has no port: then the address alone tells. */
  private boolean isPort(Packet p, int port) {
    Transport transport = Transport.ofProtocol(p.protocol);
    if (!destination.transport().covers(transport)) {
      return false;
    }
    return !destination.hasPort() || port == Packet.NO_PORT || port == destination.port();
  }

  private boolean asks(Packet p) {
    if (name.isEmpty() || (p.sourcePort != DNS && p.targetPort != DNS)) {
      return false;
    }
    int at = p.payload + (p.protocol == IpLayer.UDP ? UDP_HEADER : tcpHeader(p) + 2);
    if (at >= p.payloadEnd) {
      return false;
    }
    DnsMessage message = DnsMessage.parse(p.data, at, p.payloadEnd);
    return message != null && name.equals(message.question());
  }

  private static int tcpHeader(Packet p) {
    return p.payloadEnd - p.payload > 12 ? (Octets.u8(p.data, p.payload + 12) >>> 4) * 4 : 0;
  }

  private boolean quotes(Packet error) {
    Packet quoted = new Packet();
    quoted.record(error.data, error.start, error.end - error.start, 0, error.linkType, 0, 0);
    quoted.ip = error.payload + ICMP_HEADER;
    return IpLayer.parse(quoted) && exchanges(quoted);
  }
}
