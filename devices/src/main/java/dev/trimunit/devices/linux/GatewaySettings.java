// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.engine.model.IpAddress;
import java.util.List;
import java.util.Map;

/**
 * What a gateway is started with.
 *
 * @param firewall what its table is made from
 * @param listen its addresses on the LAN
 * @param upstreams the resolvers that it asks, on port 53
 * @param addresses which station, by mark, has which address on the LAN
 * @param resolver what answers queries
 */
public record GatewaySettings(
    NftSettings firewall,
    List<IpAddress> listen,
    List<IpAddress> upstreams,
    Map<IpAddress, Integer> addresses,
    Resolver resolver) {
  public GatewaySettings {
    listen = List.copyOf(listen);
    upstreams = List.copyOf(upstreams);
    addresses = Map.copyOf(addresses);
  }

  /** What answers queries. */
  public enum Resolver {
    /** Ours. */
    OWN,
    /** BIND, with a response policy zone per device. */
    BIND
  }

  /** With our own resolver. */
  public GatewaySettings(
      NftSettings firewall,
      List<IpAddress> listen,
      List<IpAddress> upstreams,
      Map<IpAddress, Integer> addresses) {
    this(firewall, listen, upstreams, addresses, Resolver.OWN);
  }

  /** The same with another resolver. */
  public GatewaySettings with(Resolver other) {
    return new GatewaySettings(firewall, listen, upstreams, addresses, other);
  }
}
