// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.model.IpAddress;
import java.util.Set;

/**
 * A machine with one network interface, in a namespace of its own.
 *
 * @param name its namespace
 * @param network where it is plugged in
 * @param number its host number in that network, 10 to 250
 */
public record Station(NamespaceName name, Network network, int number) {
  public Station {
    if (number < 10 || number > 250) {
      throw new IllegalArgumentException("Station number " + number + " is not 10 to 250");
    }
  }

  /** Where stations are plugged in. */
  public enum Network {
    /** The device's network, behind the gateway. */
    LAN("198.18.0.", "2001:db8:18::"),
    /** The phone's other network, which reaches the Internet without our gateway. */
    WAN("198.19.1.", "2001:db8:1901::");

    private final String prefix4;
    private final String prefix6;

    Network(String prefix4, String prefix6) {
      this.prefix4 = prefix4;
      this.prefix6 = prefix6;
    }

    /** The addresses of its router. */
    public Set<IpAddress> router() {
      return Set.of(ipv4(1), ipv6(1));
    }

    /** The address of a host number; 1 is the router. */
    public IpAddress ipv4(int host) {
      return IpAddress.parse(prefix4 + host);
    }

    /** The address of a host number; 1 is the router. */
    public IpAddress ipv6(int host) {
      return IpAddress.parse(prefix6 + Integer.toHexString(host));
    }
  }

  public IpAddress ipv4() {
    return network.ipv4(number);
  }

  public IpAddress ipv6() {
    return network.ipv6(number);
  }

  /** Locally administered, from the block that documentation uses (RFC 7042). */
  public MacAddress mac() {
    return new MacAddress(0x0200_5e00_5300L + number + (network == Network.WAN ? 0x10000L : 0));
  }

  /** The name of the other end of its cable, in its router's namespace. */
  public String port() {
    return (network == Network.LAN ? "lan" : "wan") + number;
  }
}
