// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.capture.file.LivePackets;
import dev.trimunit.devices.capture.packet.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What records packets in a namespace. */
public enum PacketTap {
  /** {@code tcpdump}: loses nothing up to 50,000 packets a second. */
  TCPDUMP(20) {
    @Override
    List<String> filtered(String where, List<String> filter) {
      List<String> command = new ArrayList<>(List.of("tcpdump", "-i", where, "-n", "-s", "0"));
      command.addAll(List.of("-Z", "root", "--immediate-mode", "-U", "-B", "16384"));
      command.addAll(List.of("--time-stamp-precision=nano", "-w", "-"));
      command.addAll(filter);
      return command;
    }
  },
  /** libpcap in a process of ours; in user namespaces, where tcpdump cannot set its groups. */
  LIBPCAP(200) {
    @Override
    List<String> filtered(String where, List<String> filter) {
      return JavaProcess.command(LivePackets.class, List.of(where, String.join(" ", filter)));
    }
  };

  private final long lagMillis;

  PacketTap(long lagMillis) {
    this.lagMillis = lagMillis;
  }

  /** How long until a packet that has passed is surely in the file. */
  long lagMillis() {
    return lagMillis;
  }

  /** The one that works with this privilege. */
  public static PacketTap of(Privilege privilege) {
    return privilege == Privilege.ROOT ? TCPDUMP : LIBPCAP;
  }

  /** Everything of one device. */
  List<String> command(String where, MacAddress device) {
    return filtered(where, List.of("ether", "host", device.toString()));
  }

  /**
   * Starts to tell of each frame of a device on its standard output; returns when it sees frames.
   *
   * @param inside puts a command line into the network namespace of the interface
   */
  public Process listen(UnaryOperator<List<String>> inside, String where, MacAddress device) {
    List<String> ofDevice = List.of("ether", "src", device.toString());
    return TapProcess.stream(inside, this, filtered(where, ofDevice));
  }

  /** Requests for addresses, of everybody. */
  List<String> dhcp(String where) {
    return filtered(where, List.of("udp", "dst", "port", "67"));
  }

  /** A filter is words of ours; nothing from the network is among them. */
  abstract List<String> filtered(String where, List<String> filter);
}
