// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.policy.TimeServer;
import dev.trimunit.engine.model.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of the firewall's own tables, {@code inet trimunit} and {@code bridge trimunit}. */
final class NftTable {
  static final String NAME = "inet trimunit";
  static final String BRIDGE = "bridge trimunit";

  /** The kernel's: what nobody renews for so long refuses nothing more. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String REFUSE =
      """
        chain refuse {
          meta l4proto tcp reject with tcp reset
          reject with icmpx admin-prohibited
        }
      """;

  private NftTable() {}

  /**
   * Replaces whatever a killed run left by a table that refuses nothing yet.
   *
   * @param doors where queries for the time are led that the gateway answers
   */
  static String create(GatewaySettings gateway, List<TimeServer.Door> doors) {
    NftSettings settings = gateway.firewall();
    AddressGuard guard = new AddressGuard(gateway);
    return remove()
        + "table %s {\n".formatted(NAME)
        + stations(settings)
        + "  set renewed { type ifname; flags timeout; elements = { %s }; }\n"
            .formatted(renewed(settings))
        + "  set strong { type mark; }\n"
        + "  set cut { type mark; flags timeout; timeout 1d; }\n"
        + NftSets.FAMILIES.stream()
            .map(family -> resolvers(family, settings))
            .collect(Collectors.joining())
        + REFUSE
        + StationRules.all(settings)
        + guard.sets()
        + identify(settings, guard)
        + forward(settings)
        + redirect(settings)
        + TimeRules.chains(doors)
        + translation(settings)
        + ResolverDoor.chains(gateway)
        + "}\n"
        + guard.tables(BRIDGE)
        + isolation(settings);
  }

  /** Begins the time anew after which nothing is refused any more. */
  static String renew(NftSettings settings) {
    String element = " element " + NAME + " renewed { " + renewed(settings) + " }\n";
    String bare = element.replaceAll(" timeout \\w+", "");
    return "add" + element + "delete" + bare + "add" + element;
  }

  private static String renewed(NftSettings settings) {
    return "\"%s\" timeout %ds".formatted(settings.lan(), PATIENCE.toSeconds());
  }

  /** Removes the tables, whether they are there or not. */
  static String remove() {
    return Stream.of(NAME, BRIDGE, AddressGuard.ARP)
        .map(table -> "table %s\ndelete table %s\n".formatted(table, table))
        .collect(Collectors.joining());
  }

  private static String stations(NftSettings settings) {
    Stream<String> marks =
        new TreeMap<>(settings.stations())
            .entrySet().stream().map(entry -> entry.getValue() + " : " + entry.getKey());
    return "  map stations { type ether_addr : mark; %s}\n".formatted(NftSets.elements(marks));
  }

  private static String resolvers(NftSets.Family family, NftSettings settings) {
    boolean ipv6 = family.suffix().equals("6");
    Stream<IpAddress> known =
        new TreeSet<>(settings.encryptedResolvers())
            .stream().filter(address -> address.isIpv6() == ipv6);
    return "  set resolvers%s { type %s; %s}\n"
        .formatted(family.suffix(), family.type(), NftSets.elements(known));
  }

  /** Marks connections of stations, by MAC; whoever is no station never gets a mark. */
  private static String identify(NftSettings settings, AddressGuard guard) {
    return """
      chain identify {
        type filter hook prerouting priority mangle; policy accept;
        iifname != "%1$s" return
        iifname != @renewed return
    %3$s    meta mark set ether saddr map @stations
        meta mark 0 return
        ct state invalid drop
        ct mark set meta mark
        meta l4proto != { tcp, udp } return
    %2$s%4$s  }
    """
        .formatted(
            settings.lan(),
            StationRules.dispatch(settings, "th dport 53 fib daddr type != local ", "asked"),
            guard.rules(),
            StationRules.dispatch(settings, "udp dport " + TimeRules.PORT + " ", "told"));
  }

  private static String forward(NftSettings settings) {
    return """
      chain forward {
        type filter hook forward priority -10; policy accept;
        ct mark 0 return
    %s%s  }
    """
        .formatted(
            StationRules.dispatch(settings, "iifname @renewed ", "leave"),
            StationRules.dispatch(settings, "oifname @renewed ", "back"));
  }

  /** Whatever resolver a station asks, ours answers; only under strong blocks. */
  private static String redirect(NftSettings settings) {
    return """
      chain redirect_dns {
        type nat hook prerouting priority dstnat; policy accept;
        ct mark @strong iifname @renewed meta l4proto { tcp, udp } th dport 53 redirect to :%d
      }
    """
        .formatted(settings.resolverPort());
  }

  /** In our own table, so that it goes when the rules go. */
  private static String translation(NftSettings settings) {
    return settings.uplink().isEmpty()
        ? ""
        : """
          chain translate {
            type nat hook postrouting priority srcnat; policy accept;
            iifname "%s" oifname "%s" masquerade
          }
        """
            .formatted(settings.lan(), settings.uplink());
  }

  private static String isolation(NftSettings settings) {
    if (settings.isolated().isEmpty()) {
      return "";
    }
    String macs =
        new TreeSet<>(settings.isolated())
            .stream().map(Object::toString).collect(Collectors.joining(", "));
    return """
    table %s {
      set isolated { type ether_addr; elements = { %s }; }
      chain forward {
        type filter hook forward priority filter; policy accept;
        ether saddr @isolated drop
        ether daddr @isolated drop
      }
    }
    """
        .formatted(BRIDGE, macs);
  }
}
