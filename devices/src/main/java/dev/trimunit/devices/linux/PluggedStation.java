// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.engine.model.IpAddress;
import java.util.List;

/**
 * A station that loses with its power whatever its kernel knew: each time it is plugged in, its
 * network interface moves to a fresh namespace. Otherwise the old one would still say goodbye to
 * the servers of before, and that would pass for the device's own words.
 */
public final class PluggedStation {
  private final Sandbox sandbox;
  private final Station station;
  private NamespaceName now;
  private int times;

  public PluggedStation(Sandbox sandbox, Station station) {
    this.sandbox = sandbox;
    this.station = station;
    this.now = station.name();
  }

  /** Where it is now. */
  public synchronized NamespaceName where() {
    return now;
  }

  /**
   * Cuts its cable: nothing more comes out of it, and the gateway forgets its connections, so that
   * servers that have not noticed do not reach it later on.
   */
  public synchronized void unplug() {
    if (!sandbox.isOpen()) {
      return; // its cable is gone with everything else
    }
    Topology.unplug(sandbox, now);
    forget("ipv4", station.ipv4());
    forget("ipv6", station.ipv6());
  }

  /** It fails if there is nothing to forget. */
  private void forget(String family, IpAddress address) {
    List<String> delete = List.of("conntrack", "-D", "-f", family, "-s", address.toString());
    Program.attempt(sandbox.inside(NamespaceName.GATEWAY, delete), "");
  }

  /** Plugs it in again, as if for the first time. */
  public synchronized void plugIn() {
    NamespaceName next = new NamespaceName(station.name() + "-" + ++times);
    sandbox.add(next);
    Topology.move(sandbox, now, next, station);
    sandbox.remove(now);
    now = next;
  }
}
