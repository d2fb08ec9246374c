// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.json.Json;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kernel's table of who is behind an interface: address → MAC, both families. */
public final class Neighbours {
  private static final int DISCARD_PORT = 9;
  private static final long PATIENCE_MILLIS = 60;
  private final List<String> ip;
  private final String networkInterface;
  private final List<String> list;

  /**
   * @param ip the command line that runs {@code ip} in the interface's namespace
   */
  Neighbours(List<String> ip, String networkInterface) {
    this.ip = List.copyOf(ip);
    this.networkInterface = networkInterface;
    List<String> command = new java.util.ArrayList<>(ip);
    command.addAll(List.of("-j", "neigh", "show", "dev", networkInterface));
    this.list = List.copyOf(command);
  }

  /** Those behind an interface of this process's namespace. */
  public static Neighbours on(String networkInterface) {
    return new Neighbours(List.of("ip"), networkInterface);
  }

  /** Everybody that the kernel knows now. */
  public Map<IpAddress, MacAddress> all() {
    Map<IpAddress, MacAddress> all = new LinkedHashMap<>();
    for (Object entry : Json.list(Program.json(Program.run(list, "")))) {
      Object mac = Json.member(entry, "lladdr");
      if (mac instanceof String text) {
        all.put(IpAddress.parse(Json.member(entry, "dst").toString()), MacAddress.parse(text));
      }
    }
    return all;
  }

  /** The same, after the network was asked for these addresses. */
  Map<IpAddress, MacAddress> provoked(Collection<IpAddress> addresses) {
    addresses.forEach(Neighbours::provoke);
    Pause.millis(PATIENCE_MILLIS);
    return all();
  }

  /**
   * Asks who has these addresses, also where the kernel believes to know it; does not wait for
   * answers. Whoever has power answers, unless it sleeps.
   */
  public void call(Collection<IpAddress> addresses) {
    for (IpAddress address : addresses) {
      List<String> forget = new java.util.ArrayList<>(ip);
      forget.addAll(List.of("neigh", "del", address.toString(), "dev", networkInterface));
      Program.attempt(forget, ""); // fails where nothing is known, which is as good
      provoke(address);
    }
  }

  /** A packet to nobody in particular: the kernel must first find out where to send it. */
  private static void provoke(IpAddress address) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(new byte[0], 0, address.value(), DISCARD_PORT));
    } catch (IOException e) {
      return; // nobody is there
    }
  }
}
