// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.linux.JavaProcess;
import dev.trimunit.devices.linux.Neighbours;
import dev.trimunit.devices.linux.NftFirewall;
import dev.trimunit.devices.linux.PacketTap;
import dev.trimunit.devices.physical.BenchFile.Place;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Listens to one device at the LAN's interface for as long as the lab is open, beside the
 * recordings of trials. When its tap has died, whoever asks next gets a fault, and the tap is
 * started anew.
 */
final class StationEar implements Ear, AutoCloseable {
  private final MacAddress device;
  private final Set<IpAddress> given;
  private final Set<MacAddress> known;
  private final Neighbours neighbours;
  private final FrameCount count;
  private final Supplier<Process> start;
  private Process tap;

  /** Where it was last: the kernel forgets who does not answer a call, and he is called again. */
  private Set<IpAddress> last = Set.of();

  private StationEar(
      MacAddress device,
      Set<IpAddress> given,
      Set<MacAddress> known,
      Neighbours neighbours,
      FrameCount count,
      Supplier<Process> start) {
    this.device = device;
    this.given = Set.copyOf(given);
    this.known = Set.copyOf(known);
    this.neighbours = neighbours;
    this.count = count;
    this.start = start;
    this.tap = start.get();
    follow(tap);
  }

  /**
   * Begins to listen.
   *
   * @param kind what reads packets
   * @param lan the LAN's interface
   * @param place the device, as the bench file has it
   * @param known every device that the file has
   */
  static StationEar open(PacketTap kind, String lan, Place place, Set<MacAddress> known) {
    MacAddress device = place.mac();
    return new StationEar(
        device,
        place.addresses(),
        known,
        Neighbours.on(lan),
        new FrameCount(place.ready()),
        () -> kind.listen(command -> command, lan, device));
  }

  @Override
  public synchronized Heard heard() {
    if (!tap.isAlive()) {
      String words = JavaProcess.lastWords(tap);
      tap = start.get();
      follow(tap);
      throw new LabFault("The gateway's ear for " + device + " had ended: " + words);
    }
    return count.heard();
  }

  @Override
  public void call() {
    neighbours.call(addresses());
  }

  @Override
  public synchronized Set<IpAddress> addresses() {
    Set<IpAddress> now = new TreeSet<>();
    neighbours.all().entrySet().stream()
        .filter(entry -> entry.getValue().equals(device))
        .map(Map.Entry::getKey)
        .forEach(now::add);
    if (!now.isEmpty()) {
      last = now;
    }
    Set<IpAddress> addresses = new TreeSet<>(given);
    addresses.addAll(last);
    return addresses;
  }

  @Override
  public Map<IpAddress, MacAddress> strangers() {
    Map<IpAddress, MacAddress> strangers = new TreeMap<>(neighbours.all());
    strangers.putAll(NftFirewall.pretenders(List.of("nft")));
    strangers.values().removeAll(known);
    return strangers;
  }

  @Override
  public synchronized void close() {
    JavaProcess.kill(tap);
  }

  private void follow(Process from) {
    Thread thread = new Thread(() -> read(from), "ear-" + device);
    thread.setDaemon(true);
    thread.start();
  }

  /** What ends here ends the tap, too: an ear that does not count must not pass for silence. */
  private void read(Process from) {
    try {
      count.read(from.getInputStream());
    } catch (IOException e) {
      return; // the tap has ended; whoever asks next is told
    } finally {
      JavaProcess.kill(from);
    }
  }
}
