// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Refuses packets between the device and an address.
 *
 * @param pattern the blocked pattern that asks for it
 * @param address the remote address
 * @param transport the transport, or null for every one
 * @param port the remote port, or {@link Destination#NO_PORT} for every one
 */
public record FirewallRule(
    DestinationPattern pattern, IpAddress address, @Nullable Transport transport, int port) {

  /** The rule by which a pattern refuses one of its addresses. */
  static FirewallRule of(DestinationPattern pattern, IpAddress address) {
    return new FirewallRule(pattern, address, pattern.transport(), pattern.port());
  }

  /** For example {@code 443/tcp at 198.51.100.7}. */
  String way() {
    return ports() + " at " + address;
  }

  private String ports() {
    String ports = port == Destination.NO_PORT ? "every port" : String.valueOf(port);
    return ports + "/" + (transport == null ? "every transport" : transport);
  }

  /** For example {@code firewall: 203.0.113.7 123/udp is refused, for =ntp.org:123/udp}. */
  @Override
  public String toString() {
    return "firewall: %s %s is refused, for %s".formatted(address, ports(), pattern);
  }

  /** Whether a packet to or from a remote address and port meets this rule. */
  public boolean meets(IpAddress remote, Transport of, int remotePort) {
    return address.equals(remote)
        && (transport == null || transport.covers(of))
        && (port == Destination.NO_PORT || port == remotePort);
  }
}
