// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.capture.dhcp.DhcpRequest;
import dev.trimunit.devices.capture.dhcp.DhcpRequests;
import dev.trimunit.devices.capture.dhcp.SeenDevice;
import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Tells of devices that appear on a LAN: at once when they ask for an address by DHCP, whoever
 * serves it, because the requests are read off the wire; and within seconds when they have talked
 * to this machine in any way, by the kernel's table of neighbours. Nothing that a device says
 * reaches a command line or a shell.
 */
public final class DeviceWatch implements AutoCloseable {
  private static final long POLL_MILLIS = 2_000;
  private final Process tap;
  private final Neighbours neighbours;
  private final Consumer<SeenDevice> listener;
  private final Set<MacAddress> known;
  private final Set<MacAddress> told = new HashSet<>();
  private final Map<MacAddress, DhcpRequest> requests = new HashMap<>();
  private volatile boolean closed;

  private DeviceWatch(
      Process tap, Neighbours neighbours, Set<MacAddress> known, Consumer<SeenDevice> listener) {
    this.tap = tap;
    this.neighbours = neighbours;
    this.known = Set.copyOf(known);
    this.listener = listener;
  }

  /**
   * Starts to watch.
   *
   * @param inside puts a command line into the network namespace of the interface
   * @param kind what reads packets
   * @param networkInterface where the LAN is
   * @param known who is no news
   * @param listener hears of each device once, and again when it gives a name by which it was not
   *     known
   * @throws LabFault if packets cannot be read
   */
  public static DeviceWatch start(
      UnaryOperator<List<String>> inside,
      PacketTap kind,
      String networkInterface,
      Set<MacAddress> known,
      Consumer<SeenDevice> listener) {
    Neighbours neighbours = new Neighbours(inside.apply(List.of("ip")), networkInterface);
    Process tap = TapProcess.stream(inside, kind, kind.dhcp(networkInterface));
    DeviceWatch watch = new DeviceWatch(tap, neighbours, known, listener);
    watch.inBackground("dhcp-requests", watch::readRequests);
    watch.inBackground("neighbours", watch::readNeighbours);
    return watch;
  }

  @Override
  public void close() {
    closed = true;
    JavaProcess.kill(tap);
  }

  private void inBackground(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void readRequests() {
    try {
      DhcpRequests.read(tap.getInputStream(), this::requested);
    } catch (IOException e) {
      return; // the tap has ended
    }
  }

  private void readNeighbours() {
    while (!closed) {
      try {
        Map<MacAddress, Set<IpAddress>> all = new LinkedHashMap<>();
        neighbours
            .all()
            .forEach(
                (address, mac) -> all.computeIfAbsent(mac, key -> new TreeSet<>()).add(address));
        all.forEach(this::talked);
        Pause.millis(POLL_MILLIS);
      } catch (LabFault e) {
        return; // the namespace has ended, or we are to
      }
    }
  }

  private synchronized void requested(DhcpRequest request) {
    boolean named = requests.put(request.mac(), request) == null && !request.hostName().isEmpty();
    if (!known.contains(request.mac()) && (told.add(request.mac()) || named)) {
      tell(request.mac(), Set.of());
    }
  }

  private synchronized void talked(MacAddress mac, Set<IpAddress> addresses) {
    if (!mac.isGroup() && !known.contains(mac) && told.add(mac)) {
      tell(mac, addresses);
    }
  }

  private void tell(MacAddress mac, Set<IpAddress> addresses) {
    DhcpRequest request = requests.get(mac);
    String name = request == null ? "" : request.hostName();
    String vendorClass = request == null ? "" : request.vendorClass();
    listener.accept(new SeenDevice(mac, name, vendorClass, new ArrayList<>(addresses)));
  }
}
