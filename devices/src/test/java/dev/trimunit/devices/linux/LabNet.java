// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.engine.model.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The smallest lab: one device, a phone on either side. */
final class LabNet implements AutoCloseable {
  static final Station DEVICE = new Station(new NamespaceName("device"), Network.LAN, 10);
  static final Station LAN_PHONE = new Station(new NamespaceName("phone-lan"), Network.LAN, 20);
  static final Station WAN_PHONE = new Station(new NamespaceName("phone-wan"), Network.WAN, 20);

  final Sandbox sandbox;

  private LabNet(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  static LabNet open(Privilege privilege) {
    LabNet net = new LabNet(Sandbox.open(privilege));
    Topology.build(net.sandbox, List.of(DEVICE, LAN_PHONE, WAN_PHONE));
    return net;
  }

  /** As root if the test runs so. */
  static LabNet open() {
    return open(Namespaces.any());
  }

  /** A gateway for the device, and nobody else. */
  GatewayService gateway(int mark, GatewaySettings.Resolver resolver) {
    NftSettings firewall =
        new NftSettings(Topology.LAN_BRIDGE, 53, Map.of(mark, DEVICE.mac()), Set.of(), Set.of());
    return GatewayService.start(
        command -> sandbox.inside(NamespaceName.GATEWAY, command),
        new GatewaySettings(
                firewall,
                List.of(Network.LAN.ipv4(1), Network.LAN.ipv6(1)),
                List.of(Topology.INTERNET_RESOLVER),
                Map.of(DEVICE.ipv4(), mark, DEVICE.ipv6(), mark))
            .with(resolver));
  }

  /** An Internet that knows a name. */
  void name(String name, IpAddress address) {
    Process names =
        sandbox.start(
            NamespaceName.INTERNET, Peer.command("names", "192.0.2.53", name + "=" + address));
    Peer.awaitLine(names, "listening");
  }

  /** Patient: on a busy machine a neighbour is found late, and a refusal answers at once. */
  boolean pings(Station from, IpAddress to) {
    List<String> ping = List.of("ping", "-n", "-c", "1", "-W", "5", to.toString());
    return Program.attempt(sandbox.inside(from.name(), ping), "").exit() == 0;
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
