// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.capture.LivePackets;
import dev.trimunit.devices.capture.MacAddress;
import java.util.List;

/** What records packets in a namespace. */
public enum PacketTap {
  /** {@code tcpdump}: loses nothing up to 50,000 packets a second. */
  TCPDUMP(20) {
    @Override
    List<String> command(String where, MacAddress device) {
      return List.of(
          "tcpdump",
          "-i",
          where,
          "-n",
          "-s",
          "0",
          "-Z",
          "root",
          "--immediate-mode",
          "-U",
          "-B",
          "16384",
          "--time-stamp-precision=nano",
          "-w",
          "-",
          "ether",
          "host",
          device.toString());
    }
  },
  /** libpcap in a process of ours; in user namespaces, where tcpdump cannot set its groups. */
  LIBPCAP(200) {
    @Override
    List<String> command(String where, MacAddress device) {
      return JavaProcess.command(LivePackets.class, List.of(where, device.toString()));
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

  abstract List<String> command(String where, MacAddress device);
}
