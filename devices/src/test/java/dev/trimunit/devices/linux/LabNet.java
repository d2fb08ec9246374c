// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.engine.model.IpAddress;
import java.util.List;

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
