// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.model.IpAddress;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the firewall's table is made from.
 *
 * @param lan the interface behind which the stations are
 * @param resolverPort the port on this machine that answers every station's DNS queries
 * @param stations the devices under test by their mark, 1 to 65535; nobody else is touched
 * @param encryptedResolvers addresses of known DNS-over-HTTPS servers
 * @param isolated devices that may not talk to others on the LAN
 * @param uplink the interface at which packets from the LAN leave with this machine's address;
 *     empty if that is not our business
 */
public record NftSettings(
    String lan,
    int resolverPort,
    Map<Integer, MacAddress> stations,
    Set<IpAddress> encryptedResolvers,
    Set<MacAddress> isolated,
    String uplink) {
  private static final String INTERFACE = "[a-zA-Z0-9][a-zA-Z0-9_.-]{0,14}";

  public NftSettings {
    if (!lan.matches(INTERFACE) || (!uplink.isEmpty() && !uplink.matches(INTERFACE))) {
      throw new IllegalArgumentException("'" + lan + "' or '" + uplink + "' is no interface name");
    }
    if (resolverPort < 1 || resolverPort > 65_535) {
      throw new IllegalArgumentException("Port " + resolverPort + " is not 1 to 65535");
    }
    stations = Map.copyOf(new TreeMap<>(stations));
    if (stations.keySet().stream().anyMatch(mark -> mark < 1 || mark > 65_535)) {
      throw new IllegalArgumentException("Marks are 1 to 65535, found " + stations.keySet());
    }
    encryptedResolvers = Set.copyOf(new TreeSet<>(encryptedResolvers));
    isolated = Set.copyOf(new TreeSet<>(isolated));
  }

  /** Where somebody else translates addresses, or nobody. */
  public NftSettings(
      String lan,
      int resolverPort,
      Map<Integer, MacAddress> stations,
      Set<IpAddress> encryptedResolvers,
      Set<MacAddress> isolated) {
    this(lan, resolverPort, stations, encryptedResolvers, isolated, "");
  }
}
