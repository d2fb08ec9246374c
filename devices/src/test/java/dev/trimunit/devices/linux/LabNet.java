// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.engine.model.IpAddress;
import java.util.List;
import java.util.Optional;

/** The smallest lab: one device, a phone on either side. */
final class LabNet implements AutoCloseable {
  static final Station DEVICE = new Station(new NamespaceName("device"), Network.LAN, 10);
  static final Station LAN_PHONE = new Station(new NamespaceName("phone-lan"), Network.LAN, 20);
  static final Station WAN_PHONE = new Station(new NamespaceName("phone-wan"), Network.WAN, 20);

  final Sandbox sandbox;

  private LabNet(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /** Skips the test with the kernel's reason where this privilege is missing. */
  static LabNet open(Privilege privilege) {
    Optional<String> obstacle = privilege.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    LabNet net = new LabNet(Sandbox.open(privilege));
    Topology.build(net.sandbox, List.of(DEVICE, LAN_PHONE, WAN_PHONE));
    return net;
  }

  /** Skips the test where nobody may make namespaces. */
  static LabNet open() {
    return open(Privilege.ROOT.obstacle().isEmpty() ? Privilege.ROOT : Privilege.ROOTLESS);
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
