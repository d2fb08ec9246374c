// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.engine.model.IpAddress;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of the firewall's own tables, {@code inet trimunit} and {@code bridge trimunit}. */
final class NftTable {
  static final String NAME = "inet trimunit";
  private static final String BRIDGE = "bridge trimunit";

  /** Set on packets to refuse, after every set has counted them. */
  private static final String REFUSED = "0x74726d75";

  /** Of one station or stranger; the resolver itself is stricter with what gets that far. */
  private static final int MOST_QUERIES_PER_SECOND = 1_000;

  private static final List<Family> FAMILIES =
      List.of(new Family("4", "ip", "ipv4_addr"), new Family("6", "ip6", "ipv6_addr"));

  private record Family(String suffix, String header, String type) {}

  private NftTable() {}

  /** Replaces whatever a killed run left by a table that refuses nothing yet. */
  static String create(NftSettings settings) {
    return remove()
        + "table %s {\n".formatted(NAME)
        + stations(settings)
        + "  set strong { type mark; }\n"
        + "  set askers { type ether_addr; flags dynamic,timeout; timeout 1m; size 65535; }\n"
        + FAMILIES.stream().map(family -> sets(family, settings)).collect(Collectors.joining())
        + identify(settings)
        + forward(settings)
        + redirect(settings)
        + floods(settings)
        + "}\n"
        + isolation(settings);
  }

  /** Removes the tables, whether they are there or not. */
  static String remove() {
    return Stream.of(NAME, BRIDGE)
        .map(table -> "table %s\ndelete table %s\n".formatted(table, table))
        .collect(Collectors.joining());
  }

  private static String stations(NftSettings settings) {
    String elements =
        new TreeMap<>(settings.stations())
            .entrySet().stream()
                .map(entry -> entry.getValue() + " : " + entry.getKey())
                .collect(Collectors.joining(", "));
    return "  map stations { type ether_addr : mark; %s}\n".formatted(elements(elements));
  }

  private static String sets(Family family, NftSettings settings) {
    String forget = "flags timeout; timeout 1d;";
    String watch = "flags dynamic,timeout; timeout 1h; size 65535;";
    String host = "mark . " + family.type;
    String proto = host + " . inet_proto";
    String port = proto + " . inet_service";
    return set("host" + family.suffix, host, forget + " counter;")
        + set("proto" + family.suffix, proto, forget + " counter;")
        + set("port" + family.suffix, port, forget + " counter;")
        + set("back_host" + family.suffix, host, forget)
        + set("back_proto" + family.suffix, proto, forget)
        + set("back_port" + family.suffix, port, forget)
        + set("asked" + family.suffix, host, watch)
        + set("encrypted" + family.suffix, port, watch)
        + set("passed_proto" + family.suffix, proto, watch)
        + set("passed_port" + family.suffix, port, watch)
        + set("resolvers" + family.suffix, family.type, resolvers(family, settings));
  }

  private static String set(String name, String type, String rest) {
    return "  set %s { type %s; %s }\n".formatted(name, type, rest);
  }

  private static String resolvers(Family family, NftSettings settings) {
    Collection<IpAddress> addresses = new TreeSet<>(settings.encryptedResolvers());
    return elements(
        addresses.stream()
            .filter(address -> address.isIpv6() == family.suffix.equals("6"))
            .map(IpAddress::toString)
            .collect(Collectors.joining(", ")));
  }

  private static String elements(String elements) {
    return elements.isEmpty() ? "" : "elements = { " + elements + " }; ";
  }

  /** Marks connections of stations, by MAC; whoever is no station never gets a mark. */
  private static String identify(NftSettings settings) {
    return """
      chain identify {
        type filter hook prerouting priority mangle; policy accept;
        iifname != "%1$s" return
        meta mark set ether saddr map @stations
        meta mark 0 return
        ct state invalid drop
        ct mark set meta mark
        meta l4proto != { tcp, udp } return
        th dport 53 fib daddr type != local update @asked4 { ct mark . ip daddr counter }
        th dport 53 fib daddr type != local update @asked6 { ct mark . ip6 daddr counter }
      }
    """
        .formatted(settings.lan());
  }

  private static String forward(NftSettings settings) {
    return """
      chain refuse {
        meta l4proto tcp reject with tcp reset
        reject with icmpx admin-prohibited
      }
      chain leave {
    %2$s    meta mark %3$s jump refuse
    %4$s  }
      chain back {
    %5$s%6$s  }
      chain forward {
        type filter hook forward priority -10; policy accept;
        ct mark 0 return
        iifname "%1$s" jump leave
        oifname "%1$s" jump back
      }
    """
        .formatted(
            settings.lan(),
            rules(NftTable::refusing),
            REFUSED,
            rules(family -> passing(family, "daddr", "dport")),
            rules(NftTable::droppingBack),
            rules(family -> passing(family, "saddr", "sport")));
  }

  private static String rules(java.util.function.Function<Family, List<String>> ofFamily) {
    return FAMILIES.stream()
        .flatMap(family -> ofFamily.apply(family).stream())
        .map(rule -> "    " + rule + "\n")
        .collect(Collectors.joining());
  }

  /** Every set is asked before any refuses, so that each pattern that covers a packet counts it. */
  private static List<String> refusing(Family family) {
    String address = "ct mark . " + family.header + " daddr";
    String port = address + " . meta l4proto . th dport";
    String refuse = "meta mark set " + REFUSED;
    String note = "update @encrypted%s { %s counter } ".formatted(family.suffix, port);
    String tls =
        "meta nfproto ipv%s meta l4proto { tcp, udp } th dport 853 ".formatted(family.suffix);
    String https =
        "%s daddr @resolvers%s meta l4proto { tcp, udp } th dport 443 "
            .formatted(family.header, family.suffix);
    return List.of(
        address + " @host" + family.suffix + " " + refuse,
        address + " . meta l4proto @proto" + family.suffix + " " + refuse,
        port + " @port" + family.suffix + " " + refuse,
        tls + note,
        https + note,
        tls + "ct mark @strong " + refuse,
        https + "ct mark @strong " + refuse);
  }

  private static List<String> droppingBack(Family family) {
    String address = "ct mark . " + family.header + " saddr";
    return List.of(
        address + " @back_host" + family.suffix + " drop",
        address + " . meta l4proto @back_proto" + family.suffix + " drop",
        address + " . meta l4proto . th sport @back_port" + family.suffix + " drop");
  }

  private static List<String> passing(Family family, String end, String port) {
    String proto = "ct mark . %s %s . meta l4proto".formatted(family.header, end);
    String ports = "meta l4proto { tcp, udp, sctp } ";
    String noPorts = "meta l4proto != { tcp, udp, sctp } ";
    return List.of(
        ports
            + "update @passed_port%s { %s . th %s counter }".formatted(family.suffix, proto, port),
        noPorts + "update @passed_proto%s { %s counter }".formatted(family.suffix, proto));
  }

  /** Whatever resolver a station asks, ours answers; only under strong blocks. */
  private static String redirect(NftSettings settings) {
    return """
      chain redirect_dns {
        type nat hook prerouting priority dstnat; policy accept;
        ct mark @strong iifname "%s" meta l4proto { tcp, udp } th dport 53 redirect to :%d
      }
    """
        .formatted(settings.lan(), settings.resolverPort());
  }

  /** Before they fill the resolver's queue, in which everybody's queries wait. */
  private static String floods(NftSettings settings) {
    return """
      chain floods {
        type filter hook input priority filter; policy accept;
        iifname "%s" udp dport %d update @askers { ether saddr limit rate over %d/second burst %3$d packets } counter drop
      }
    """
        .formatted(settings.lan(), settings.resolverPort(), MOST_QUERIES_PER_SECOND);
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
