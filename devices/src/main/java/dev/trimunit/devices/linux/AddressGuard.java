// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.engine.model.IpAddress;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules by which nobody uses an address that the lab gave to another device: what comes from it
 * is dropped, and so is who says by ARP or neighbour discovery to have it. On a bridge that is done
 * before anybody on it hears.
 */
final class AddressGuard {
  static final String ARP = "arp trimunit";

  /** Who said last by ARP to have which address that is another's, as long as they say it. */
  static final String PRETENDERS = "pretenders";

  private static final String NOTED =
      "  set %s { type ether_addr . ipv4_addr; flags dynamic,timeout; timeout 1h; size 1024; }\n"
          .formatted(PRETENDERS);

  /** Whose each address is. */
  private final Map<IpAddress, MacAddress> owners = new TreeMap<>();

  private final String lan;

  AddressGuard(GatewaySettings gateway) {
    Map<Integer, MacAddress> macs = gateway.firewall().stations();
    this.lan = gateway.firewall().lan();
    gateway
        .addresses()
        .forEach(
            (address, mark) -> {
              MacAddress mac = macs.get(mark);
              if (mac != null) {
                owners.put(address, mac);
              }
            });
  }

  /** For any table. */
  String sets() {
    return sets(address -> !address.isIpv6(), "4", "ipv4_addr")
        + sets(IpAddress::isIpv6, "6", "ipv6_addr");
  }

  /** What a packet from the LAN is dropped by. */
  String rules() {
    return """
        ip saddr @given4 ip saddr . ether saddr != @owners4 counter drop
        ip6 saddr @given6 ip6 saddr . ether saddr != @owners6 counter drop
    """
        + owners.entrySet().stream()
            .filter(entry -> entry.getKey().isIpv6())
            .map(entry -> advertisement(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining());
  }

  /** The tables of the other families. */
  String tables(String bridge) {
    return """
    table %1$s {
    %2$s  chain input {
        type filter hook input priority filter; policy accept;
        iifname "%3$s" arp saddr ip @given4 arp saddr ip . arp saddr ether != @owners4 update @%7$s { arp saddr ether . arp saddr ip } counter drop
      }
    }
    table %4$s {
    %5$s  chain guard {
        type filter hook prerouting priority filter; policy accept;
        arp saddr ip @given4 arp saddr ip . ether saddr != @owners4 update @%7$s { ether saddr . arp saddr ip } counter drop
    %6$s  }
    }
    """
        .formatted(
            ARP,
            NOTED + sets(address -> !address.isIpv6(), "4", "ipv4_addr"),
            lan,
            bridge,
            NOTED + sets(),
            rules(),
            PRETENDERS);
  }

  /** Who says that it has an IPv6 address says so in the payload. */
  private static String advertisement(IpAddress address, MacAddress owner) {
    return "    icmpv6 type nd-neighbor-advert @th,64,128 0x%s ether saddr != %s counter drop\n"
        .formatted(HexFormat.of().formatHex(address.octets()), owner);
  }

  private String sets(Predicate<IpAddress> family, String suffix, String type) {
    Collection<IpAddress> given = owners.keySet().stream().filter(family).toList();
    return set("given" + suffix, type, given.stream())
        + set(
            "owners" + suffix,
            type + " . ether_addr",
            given.stream().map(each -> each + " . " + owners.get(each)));
  }

  private static String set(String name, String type, Stream<?> elements) {
    return "  set %s { type %s; %s}\n".formatted(name, type, NftSets.elements(elements));
  }
}
