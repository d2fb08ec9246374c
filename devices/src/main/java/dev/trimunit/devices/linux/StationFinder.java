// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.gateway.Client;
import dev.trimunit.devices.gateway.DeviceDns;
import dev.trimunit.devices.gateway.ResolverServer;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.IpAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * Who asks: a station by the address that the lab gave it, which the firewall lets nobody else use;
 * everybody else by the MAC that the kernel has for the address on the LAN's interface, because a
 * device may take addresses as it likes. Who has no MAC there is not on the LAN.
 */
final class StationFinder implements ResolverServer.Clients {
  static final int MOST_REMEMBERED = 4_096;
  static final int MOST_SOUGHT = 1_024;
  private static final int MOST_PROVOKED = 16;
  private static final long BELIEVED_NANOS = 5_000_000_000L;

  private final Map<IpAddress, Client> given = new HashMap<>();
  private final Map<MacAddress, Client> stations = new HashMap<>();
  private final Neighbours neighbours;
  private final LanRange lan;
  private final BlockingQueue<Sought> sought = new ArrayBlockingQueue<>(MOST_SOUGHT);
  private final Map<IpAddress, Found> found = new LinkedHashMap<>();

  private record Found(Client client, long until) {}

  private record Sought(IpAddress address, Consumer<Client> found) {}

  StationFinder(GatewaySettings settings, Map<Integer, DeviceDns> policies) {
    Map<Integer, Client> clients = new HashMap<>();
    policies.forEach((mark, dns) -> clients.put(mark, Client.station(mark, dns)));
    settings.addresses().forEach((address, mark) -> given.put(address, clients.get(mark)));
    settings.firewall().stations().forEach((mark, mac) -> stations.put(mac, clients.get(mark)));
    given.values().removeIf(client -> client == null);
    this.lan = new LanRange(settings.firewall().lan());
    this.neighbours = new Neighbours(List.of("ip"), settings.firewall().lan());
  }

  @Override
  public Optional<Client> at(InetAddress source) {
    IpAddress address = new IpAddress(source);
    Client station = given.get(address);
    return station == null ? remembered(address) : Optional.of(station);
  }

  /** When too many are sought, who is not asks again. */
  @Override
  public void find(InetAddress source, Consumer<Client> asker) {
    sought.offer(new Sought(new IpAddress(source), asker));
  }

  @Override
  public int stations() {
    return stations.size();
  }

  /**
   * Finds who is sought, all that wait at once, until the thread is interrupted.
   *
   * @throws LabFault if the kernel's table cannot be read: stations that it is needed for would get
   *     no answer, and fail by our doing
   */
  void work() {
    try {
      while (true) {
        List<Sought> all = new ArrayList<>(List.of(sought.take()));
        sought.drainTo(all);
        find(all);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (LabFault e) {
      if (!Thread.currentThread().isInterrupted()) {
        throw e;
      }
    }
  }

  private void find(List<Sought> all) {
    Map<IpAddress, MacAddress> known = neighbours.all();
    List<IpAddress> unknown =
        all.stream()
            .map(Sought::address)
            .filter(address -> !known.containsKey(address) && lan.contains(address))
            .distinct()
            .limit(MOST_PROVOKED)
            .toList();
    Map<IpAddress, MacAddress> now = unknown.isEmpty() ? known : neighbours.provoked(unknown);
    for (Sought each : all) {
      Client client = client(each.address(), now);
      remember(each.address(), client);
      each.found().accept(client);
    }
  }

  private Client client(IpAddress address, Map<IpAddress, MacAddress> known) {
    MacAddress mac = known.get(address);
    if (mac != null) {
      Client station = stations.get(mac);
      return station == null ? Client.stranger(mac) : station;
    }
    return LanRange.isOurs(address) ? Client.stranger("this machine") : Client.OUTSIDER;
  }

  private void remember(IpAddress address, Client client) {
    synchronized (found) {
      found.remove(address);
      if (found.size() >= MOST_REMEMBERED) {
        found.remove(found.keySet().iterator().next());
      }
      found.put(address, new Found(client, System.nanoTime() + BELIEVED_NANOS));
    }
  }

  private Optional<Client> remembered(IpAddress address) {
    synchronized (found) {
      Found known = found.get(address);
      return known == null || known.until() - System.nanoTime() < 0
          ? Optional.empty()
          : Optional.of(known.client());
    }
  }
}
