// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.engine.model.IpAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The lab's networks in a {@link Sandbox}: stations on the LAN behind the gateway, stations on the
 * phone's other network, an Internet that owns the documentation addresses; both families, NAT at
 * the gateway. Nothing of it is joined to the network of the machine.
 *
 * <pre>
 *  device, phone ── lan0 (bridge) gateway wan0 ── gateway0 internet ── wan10… phone
 * </pre>
 */
public final class Topology {
  /** The bridge at which the gateway sees its LAN. */
  public static final String LAN_BRIDGE = "lan0";

  /** The interface by which the gateway reaches the Internet. */
  public static final String UPLINK = "wan0";

  /** Every address that servers of the Internet may use. */
  static final List<String> INTERNET_RANGES =
      List.of("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8:113::/48");

  /** What the Internet's own name server listens on. */
  public static final IpAddress INTERNET_RESOLVER = IpAddress.parse("192.0.2.53");

  private static final String GATEWAY4 = "198.19.0.2";
  private static final String INTERNET4 = "198.19.0.1";
  private static final String GATEWAY6 = "2001:db8:1900::2";
  private static final String INTERNET6 = "2001:db8:1900::1";
  private static final String NAT =
      """
      table inet lab_nat {
        chain out {
          type nat hook postrouting priority srcnat; policy accept;
          oifname "%s" masquerade
        }
      }
      """
          .formatted(UPLINK);

  private Topology() {}

  /** Builds it; about 50 ms. */
  public static void build(Sandbox sandbox, List<Station> stations) {
    build(sandbox, stations, Set.of());
  }

  /**
   * Builds it.
   *
   * @param servers addresses beyond the documentation ranges that the Internet owns too
   */
  public static void build(Sandbox sandbox, List<Station> stations, Set<IpAddress> servers) {
    sandbox.add(NamespaceName.GATEWAY);
    sandbox.add(NamespaceName.INTERNET);
    stations.forEach(station -> sandbox.add(station.name()));
    batch(sandbox, NamespaceName.GATEWAY, gatewayLinks());
    batch(sandbox, NamespaceName.INTERNET, internetLinks());
    batch(
        sandbox,
        NamespaceName.INTERNET,
        servers.stream().map(address -> "route replace local " + address + " dev lo"));
    for (Network network : Network.values()) {
      batch(sandbox, router(network), plugs(stations, network));
    }
    stations.forEach(station -> batch(sandbox, station.name(), station(station)));
    forward(sandbox, NamespaceName.GATEWAY);
    forward(sandbox, NamespaceName.INTERNET);
    sandbox.run(NamespaceName.GATEWAY, List.of("nft", "-f", "-"), NAT);
  }

  /** Cuts the cable of a station that is there. */
  static void unplug(Sandbox sandbox, NamespaceName where) {
    batch(sandbox, where, Stream.of("link set eth0 down"));
  }

  /** Moves a station to another namespace, with its addresses and routes. */
  static void move(Sandbox sandbox, NamespaceName from, NamespaceName to, Station station) {
    batch(sandbox, from, Stream.of("link set eth0 netns " + to));
    batch(sandbox, to, station(station));
  }

  private static void batch(Sandbox sandbox, NamespaceName where, Stream<String> lines) {
    sandbox.run(where, List.of("ip", "-batch", "-"), String.join("\n", lines.toList()) + "\n");
  }

  private static Stream<String> gatewayLinks() {
    return Stream.of(
        "link add " + LAN_BRIDGE + " type bridge",
        "link set " + LAN_BRIDGE + " address 02:00:5e:00:53:01",
        "addr add " + Network.LAN.ipv4(1) + "/24 dev " + LAN_BRIDGE,
        "addr add " + Network.LAN.ipv6(1) + "/64 dev " + LAN_BRIDGE + " nodad",
        "link set " + LAN_BRIDGE + " up",
        "link add " + UPLINK + " type veth peer name gateway0 netns " + NamespaceName.INTERNET,
        "addr add " + GATEWAY4 + "/24 dev " + UPLINK,
        "addr add " + GATEWAY6 + "/64 dev " + UPLINK + " nodad",
        "link set " + UPLINK + " up",
        "route add default via " + INTERNET4,
        "route add default via " + INTERNET6);
  }

  private static Stream<String> internetLinks() {
    return Stream.concat(
        Stream.of(
            "addr add " + INTERNET4 + "/24 dev gateway0",
            "addr add " + INTERNET6 + "/64 dev gateway0 nodad",
            "link set gateway0 up",
            "link add mobile0 type bridge",
            "addr add " + Network.WAN.ipv4(1) + "/24 dev mobile0",
            "addr add " + Network.WAN.ipv6(1) + "/64 dev mobile0 nodad",
            "link set mobile0 up"),
        INTERNET_RANGES.stream().map(range -> "route add local " + range + " dev lo"));
  }

  private static Stream<String> plugs(List<Station> stations, Network network) {
    String bridge = network == Network.LAN ? LAN_BRIDGE : "mobile0";
    return stations.stream()
        .filter(station -> station.network() == network)
        .flatMap(
            station ->
                Stream.of(
                    "link add %s type veth peer name eth0 address %s netns %s"
                        .formatted(station.port(), station.mac(), station.name()),
                    "link set " + station.port() + " master " + bridge,
                    "link set " + station.port() + " up"));
  }

  private static Stream<String> station(Station station) {
    Network network = station.network();
    return Stream.of(
        "addr add " + station.ipv4() + "/24 dev eth0",
        "addr add " + station.ipv6() + "/64 dev eth0 nodad",
        "link set eth0 up",
        "route replace default via " + network.ipv4(1),
        "route replace default via " + network.ipv6(1));
  }

  private static NamespaceName router(Network network) {
    return network == Network.LAN ? NamespaceName.GATEWAY : NamespaceName.INTERNET;
  }

  private static void forward(Sandbox sandbox, NamespaceName router) {
    sandbox.run(
        router,
        List.of("sysctl", "-q", "-w", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1"),
        "");
  }
}
