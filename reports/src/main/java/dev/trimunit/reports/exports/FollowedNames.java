// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The sets of addresses that {@code nftables.nft} declares and that dnsmasq fills from the answers
 * that it gives ({@code nftset.conf}): one per blocked name and port, and one per port for what the
 * device needs there.
 */
final class FollowedNames {
  private final Plan plan;
  private final Map<Destination, String> blocked = new LinkedHashMap<>();
  private final Set<Destination> kept = new LinkedHashSet<>();

  FollowedNames(Plan plan) {
    this.plan = plan;
    for (Destination destination : plan.blocked()) {
      if (followable(destination)) {
        blocked.put(destination, "new_" + (blocked.size() + 1));
        kept.addAll(plan.keptBeside(destination));
      }
    }
  }

  private static boolean followable(Destination destination) {
    return !destination.isNameOnly()
        && destination.host() instanceof DnsName name
        && Plan.names(name);
  }

  String table() {
    return "trimunit_" + plan.id().replaceAll("[^a-z0-9]", "_");
  }

  Set<Destination> blocked() {
    return blocked.keySet();
  }

  /** What the device needs where a followed name is refused. */
  Set<Destination> kept() {
    return kept;
  }

  String setOf(Destination destination, boolean ipv6) {
    String port = destination.hasPort() ? "_" + destination.port() : "";
    String ofPort = "kept_" + destination.transport().word().replaceAll("[^a-z0-9]", "_") + port;
    return blocked.getOrDefault(destination, ofPort) + (ipv6 ? "_v6" : "_v4");
  }

  /** Their declarations; those of what is needed hold the addresses that are known. */
  List<String> sets() {
    SortedMap<String, Set<String>> elements = new TreeMap<>();
    for (Destination destination : kept) {
      for (boolean ipv6 : new boolean[] {false, true}) {
        Set<String> known =
            elements.computeIfAbsent(setOf(destination, ipv6), set -> new TreeSet<>());
        for (IpAddress address : plan.everyAddressOf(destination)) {
          if (address.isIpv6() == ipv6) {
            known.add(address.toString());
          }
        }
      }
    }
    List<String> sets = new ArrayList<>();
    elements.forEach((name, known) -> sets.add(declaration(name, "needed", known)));
    blocked.forEach(
        (destination, name) -> {
          String of = "new addresses of " + destination.host();
          sets.add(declaration(name + "_v4", of, Set.of()));
          sets.add(declaration(name + "_v6", of, Set.of()));
        });
    return sets;
  }

  private static String declaration(String name, String comment, Set<String> elements) {
    return "set %s { type %s; comment \"%s\";%s }"
        .formatted(
            name,
            name.endsWith("_v6") ? "ipv6_addr" : "ipv4_addr",
            comment.length() <= 120 ? comment : comment.substring(0, 120),
            elements.isEmpty() ? "" : " elements = { " + String.join(", ", elements) + " };");
  }

  /** dnsmasq's file. */
  static String dnsmasq(Plan plan) {
    FollowedNames names = new FollowedNames(plan);
    List<String> text = new ArrayList<>();
    plan.header(
            Verified.Form.ADDRESS,
            "For dnsmasq 2.87 or later, built with nftset, on the machine that loads nftables.nft:"
                + " fills its sets with the addresses of each answer. dnsmasq takes names below"
                + " these for them, and takes no address out again.")
        .forEach(line -> text.add("# " + line));
    plan.bypasses().forEach(sentence -> text.add("# " + sentence));
    names.lines().forEach((name, sets) -> text.add("nftset=/" + name + "/" + sets));
    return String.join("\n", text) + "\n";
  }

  /** One line per name: of two lines for a name dnsmasq takes one. */
  private SortedMap<String, String> lines() {
    SortedMap<String, Set<String>> sets = new TreeMap<>();
    Set<Destination> all = new LinkedHashSet<>(blocked.keySet());
    kept.stream().filter(FollowedNames::followable).forEach(all::add);
    for (Destination destination : all) {
      Set<String> ofName =
          sets.computeIfAbsent(destination.host().toString(), name -> new LinkedHashSet<>());
      ofName.add("4#inet#" + table() + "#" + setOf(destination, false));
      ofName.add("6#inet#" + table() + "#" + setOf(destination, true));
    }
    SortedMap<String, String> lines = new TreeMap<>();
    sets.forEach((name, ofName) -> lines.put(name, String.join(",", ofName)));
    return lines;
  }
}
