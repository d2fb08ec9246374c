// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An exported file read back: what it blocks, as a spec would say it, by a consumer that matches
 * names against aliases, too. BIND and Unbound do so with policy zones (both were asked, see
 * RunningConsumersTest; for views of Unbound it is the wish of NLnetLabs/unbound#446), Pi-hole with
 * lists, also in the format of hosts (deep CNAME inspection, pi-hole/FTL#663 and #990), AdGuard
 * Home with rules (AdguardTeam/AdGuardHome#1185). dnsmasq does not.
 */
enum ExportedList {
  RPZ("rpz.zone", "(?m)^([^@\\s]+) IN CNAME \\.$"),
  UNBOUND("unbound.conf", "local-data: \"(\\S+)\\. 60 IN A 0\\.0\\.0\\.0\""),
  DNSMASQ("dnsmasq.conf", "(?m)^host-record=([^,]+),0\\.0\\.0\\.0,::$"),
  HOSTS("hosts", "(?m)^0\\.0\\.0\\.0 (\\S+)$"),
  ADGUARD("adguard.txt", "(?m)^\\|([^|^]+)\\^$"),
  PIHOLE("pihole.txt", "(?m)^([^#\\s]+)$"),
  NFTABLES(
      "nftables.nft",
      "daddr ([^@\\s]\\S*) (?:(tcp|udp|sctp) dport (\\d+)|meta l4proto (\\S+)) counter");

  final String file;
  private final Pattern line;

  ExportedList(String file, String line) {
    this.file = file;
    this.line = Pattern.compile(line);
  }

  /** A name stands for exactly that name on every port, an address for itself and its port. */
  List<String> destinations(String text) {
    return line.matcher(text).results().map(this::destination).distinct().toList();
  }

  /**
   * What a consumer of the list refuses of all that a device asks for.
   *
   * @param asked the names that answers led through, by the name that was asked for
   */
  List<String> refused(String text, Map<String, Set<String>> asked) {
    List<String> listed = destinations(text);
    Set<String> refused = new LinkedHashSet<>(listed);
    if (this != NFTABLES && this != DNSMASQ) {
      asked.forEach(
          (name, aliases) -> {
            if (aliases.stream().anyMatch(alias -> listed.contains("=" + alias))) {
              refused.add("=" + name);
            }
          });
    }
    return List.copyOf(refused);
  }

  private String destination(MatchResult match) {
    String host = match.group(1);
    if (this != NFTABLES) {
      return "=" + host;
    }
    if (match.group(2) == null) {
      return host + "/" + match.group(4).replace("ipv6-icmp", "icmpv6");
    }
    String address = host.contains(":") ? "[" + host + "]" : host;
    return address + ":" + match.group(3) + "/" + match.group(2);
  }
}
