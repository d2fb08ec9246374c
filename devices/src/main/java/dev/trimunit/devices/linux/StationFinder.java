// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.gateway.DeviceDns;
import dev.trimunit.devices.gateway.ResolverServer;
import dev.trimunit.engine.model.IpAddress;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which station asks: by the address that the lab gave it; of any other address, by the MAC that
 * the kernel's neighbour table has for it, because a device may take addresses as it likes.
 */
final class StationFinder implements ResolverServer.Clients {
  private static final int MOST = 4_096;
  private static final long BELIEVED_NANOS = 5_000_000_000L;

  private final Map<IpAddress, Integer> given;
  private final Map<MacAddress, Integer> macs = new LinkedHashMap<>();
  private final Map<Integer, DeviceDns> stations;
  private final Neighbours neighbours;
  private final Map<IpAddress, Found> found = new LinkedHashMap<>();

  private record Found(@Nullable Integer mark, long until) {}

  StationFinder(GatewaySettings settings, Map<Integer, DeviceDns> stations) {
    this.given = settings.addresses();
    settings.firewall().stations().forEach((mark, mac) -> macs.put(mac, mark));
    this.stations = stations;
    this.neighbours = new Neighbours(List.of("ip"), settings.firewall().lan());
  }

  @Override
  public boolean knows(InetAddress source) {
    IpAddress address = new IpAddress(source);
    return given.containsKey(address) || remembered(address) != null;
  }

  @Override
  public Optional<DeviceDns> at(InetAddress source) {
    IpAddress address = new IpAddress(source);
    Integer mark = given.get(address);
    return Optional.ofNullable(mark == null ? found(address).mark() : mark)
        .flatMap(number -> Optional.ofNullable(stations.get(number)));
  }

  private Found found(IpAddress address) {
    Found known = remembered(address);
    if (known != null) {
      return known;
    }
    Integer mark = neighbours.find(address).map(macs::get).orElse(null);
    Found now = new Found(mark, System.nanoTime() + BELIEVED_NANOS);
    synchronized (found) {
      if (found.size() >= MOST) {
        found.clear();
      }
      found.put(address, now);
    }
    return now;
  }

  private @Nullable Found remembered(IpAddress address) {
    synchronized (found) {
      Found known = found.get(address);
      return known == null || known.until() - System.nanoTime() < 0 ? null : known;
    }
  }
}
