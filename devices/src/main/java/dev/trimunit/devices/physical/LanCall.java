// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.linux.MachineClock;
import dev.trimunit.devices.linux.Neighbours;
import dev.trimunit.devices.physical.BenchFile.Place;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.IpAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Calls devices by ARP and neighbour discovery, as whoever has power answers. */
final class LanCall implements Others {
  /** As long as {@link HeardPower} listens after each call. */
  private static final Duration WINDOW = Duration.ofSeconds(1);

  private final Neighbours neighbours;
  private final Map<String, Called> devices;
  private final LabClock clock;

  /** At which each was last seen: who does not answer a call is forgotten by the kernel. */
  private final Map<String, Set<IpAddress>> known = new TreeMap<>();

  /**
   * Who is called.
   *
   * @param addresses those that it always has
   */
  record Called(MacAddress mac, Set<IpAddress> addresses) {}

  LanCall(Neighbours neighbours, Map<String, Called> devices, LabClock clock) {
    this.neighbours = neighbours;
    this.devices = new TreeMap<>(devices);
    this.clock = clock;
  }

  /** The devices of a bench. */
  static LanCall of(Neighbours neighbours, Map<String, Place> devices) {
    Map<String, Called> called = new TreeMap<>();
    devices.forEach((id, place) -> called.put(id, called(place)));
    return new LanCall(neighbours, called, new MachineClock());
  }

  private static Called called(Place device) {
    return new Called(device.mac(), device.addresses());
  }

  /**
   * The addresses at which a device answers now.
   *
   * @throws LabFault if the kernel does not say
   */
  static Set<IpAddress> find(Neighbours neighbours, Place device) {
    LanCall call = of(neighbours, Map.of("", device));
    return call.answering(Set.of("")).isEmpty() ? Set.of() : call.seen(called(device));
  }

  @Override
  public Set<String> answering(Set<String> ids) {
    Set<IpAddress> addresses = new TreeSet<>();
    for (String id : ids) {
      Called device = devices.get(id);
      if (device != null) {
        addresses.addAll(device.addresses());
        Set<IpAddress> now = seen(device);
        addresses.addAll(now.isEmpty() ? known.getOrDefault(id, Set.of()) : now);
      }
    }
    neighbours.call(addresses);
    clock.pass(WINDOW);
    Set<String> answered = new TreeSet<>();
    for (String id : ids) {
      Called device = devices.get(id);
      Set<IpAddress> now = device == null ? Set.of() : seen(device);
      if (!now.isEmpty()) {
        known.put(id, now);
        answered.add(id);
      }
    }
    return answered;
  }

  private Set<IpAddress> seen(Called device) {
    Set<IpAddress> addresses = new TreeSet<>();
    neighbours
        .all()
        .forEach(
            (address, mac) -> {
              if (mac.equals(device.mac())) {
                addresses.add(address);
              }
            });
    return addresses;
  }
}
