// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.policy.TimeServer.Door;
import dev.trimunit.engine.model.Policy;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The part of the firewall's table that leads queries for the time to the gateway's own server,
 * each station's to a door of its own, through which nobody else comes.
 */
final class TimeRules {
  static final int PORT = Policy.OwnAnswer.PORT;

  private TimeRules() {}

  static String chains(List<Door> doors) {
    return doors.isEmpty()
        ? ""
        : """
          set times { type inet_service . mark; %4$s}
          chain tell {
            type nat hook prerouting priority dstnat; policy accept;
            meta mark != %1$s return
        %2$s  }
          chain times {
            type filter hook input priority filter; policy accept;
            meta l4proto udp th dport { %3$s } th dport . ct mark != @times counter drop
          }
        """
            .formatted(
                StationRules.TOLD,
                doors.stream().map(TimeRules::leading).collect(Collectors.joining()),
                doors.stream()
                    .map(door -> String.valueOf(door.port()))
                    .distinct()
                    .collect(Collectors.joining(", ")),
                NftSets.elements(
                    doors.stream().map(door -> door.port() + " . " + door.mark()).distinct()));
  }

  private static String leading(Door door) {
    boolean ipv6 = door.address().isIpv6();
    return "    ct mark %d meta nfproto %s meta l4proto udp dnat %s to %s:%d\n"
        .formatted(
            door.mark(),
            ipv6 ? "ipv6" : "ipv4",
            ipv6 ? "ip6" : "ip",
            ipv6 ? "[" + door.address() + "]" : door.address(),
            door.port());
  }
}
