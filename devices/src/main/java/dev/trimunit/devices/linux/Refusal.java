// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.FirewallRule;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Transport;
import java.util.List;
import java.util.stream.Stream;

/**
 * An element of one of the firewall's sets: traffic between a station and an address.
 *
 * @param mark the station
 * @param address the remote address
 * @param protocol IANA protocol number, or {@link #ANY}
 * @param port the remote port, or {@link #ANY}
 */
record Refusal(int mark, IpAddress address, int protocol, int port) {
  static final int ANY = -1;
  private static final List<Transport> WITH_PORTS =
      List.of(Transport.TCP, Transport.UDP, Transport.SCTP);

  /** What a rule refuses to a station; a port without transport is one of each that has ports. */
  static Stream<Refusal> of(int mark, FirewallRule rule) {
    Transport transport = rule.transport();
    int port = rule.port() == Destination.NO_PORT ? ANY : rule.port();
    if (transport != null) {
      return Stream.of(new Refusal(mark, rule.address(), number(transport, rule.address()), port));
    }
    return port == ANY
        ? Stream.of(new Refusal(mark, rule.address(), ANY, ANY))
        : WITH_PORTS.stream()
            .map(each -> new Refusal(mark, rule.address(), number(each, rule.address()), port));
  }

  /** Whether this refuses traffic with a remote end; ends are complete. */
  boolean covers(Refusal end) {
    return mark == end.mark
        && address.equals(end.address)
        && (protocol == ANY || protocol == end.protocol)
        && (port == ANY || port == end.port);
  }

  /** The set that it belongs to: by host, protocol or port, family and station. */
  String set() {
    String kind = protocol == ANY ? "host" : port == ANY ? "proto" : "port";
    return kind + (address.isIpv6() ? "6_" : "4_") + mark;
  }

  /** As nft reads it. */
  String text() {
    return mark
        + " . "
        + address
        + (protocol == ANY ? "" : " . " + protocol)
        + (port == ANY ? "" : " . " + port);
  }

  /** IANA's number; {@code icmp} is ICMPv6 towards an IPv6 address. */
  private static int number(Transport transport, IpAddress address) {
    return switch (transport.word()) {
      case "tcp" -> 6;
      case "udp" -> 17;
      case "sctp" -> 132;
      case "icmpv6" -> 58;
      case "icmp" -> address.isIpv6() ? 58 : 1;
      default -> Integer.parseInt(transport.word().substring("ip/".length()));
    };
  }
}
