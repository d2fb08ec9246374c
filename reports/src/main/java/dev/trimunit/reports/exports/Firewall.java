// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Rules for nftables: per device and exact in port, but by address, and addresses of names change.
 * Beside the addresses that were handed out, each name has a set that a resolver may fill; sets of
 * what the device needs go first, so that a new address that both share is not refused.
 */
final class Firewall {
  private final Plan plan;
  private final FollowedNames followed;
  private final List<String> text = new ArrayList<>();

  private Firewall(Plan plan) {
    this.plan = plan;
    this.followed = new FollowedNames(plan);
  }

  static String nftables(Plan plan) {
    Firewall firewall = new Firewall(plan);
    firewall.write();
    return String.join("\n", firewall.text) + "\n";
  }

  private void write() {
    plan.header(
            Verified.Form.ADDRESS,
            "Per device, exact ports. Names stand with every address that this run saw; they change."
                + " To follow them, let dnsmasq fill the sets: nftset.conf.")
        .forEach(line -> text.add("# " + line));
    text.add("# Put the device's hardware address here:");
    text.add("define hardware_address = 02:00:00:00:00:00");
    text.add("table inet " + followed.table() + " {");
    followed.sets().forEach(set -> text.add("  " + set));
    text.add("  chain forward {");
    text.add("    type filter hook forward priority 0; policy accept;");
    keptFirst();
    plan.blocked().forEach(this::rules);
    text.add("  }");
    text.add("}");
  }

  private void keptFirst() {
    Set<String> rules = new TreeSet<>();
    for (Destination kept : followed.kept()) {
      for (boolean ipv6 : new boolean[] {false, true}) {
        rules.add(rule(kept, ipv6, "@" + followed.setOf(kept, ipv6), "return"));
      }
    }
    if (!rules.isEmpty()) {
      text.add("    # what the device needs, or may need, on the same ports");
      rules.forEach(rule -> text.add("    " + rule));
    }
  }

  private void rules(Destination destination) {
    text.add("    # " + Plan.plain(destination.toString()));
    if (destination.isNameOnly()) {
      text.add(
          "    # left out: the name is only looked up, which no rule about packets can refuse; see the files for resolvers");
      return;
    }
    SortedMap<IpAddress, Optional<Destination>> addresses = plan.addressesOf(destination);
    if (destination.host() instanceof DnsName name && name.isFamily()) {
      text.add(
          "    # a family of names: by the addresses that this run saw; new names are not followed");
    }
    if (addresses.isEmpty()) {
      text.add("    # left out: no address was seen");
    }
    addresses.forEach(
        (address, needing) ->
            text.add(
                needing
                    .map(
                        kept ->
                            Plan.plain(
                                "    # left out: "
                                    + address
                                    + ", because the device needs "
                                    + kept))
                    .orElse("    " + refusal(destination, address))));
    if (followed.blocked().contains(destination)) {
      for (boolean ipv6 : new boolean[] {false, true}) {
        String set = "@" + followed.setOf(destination, ipv6);
        text.add("    " + rule(destination, ipv6, set, "counter reject"));
      }
    }
  }

  private static String refusal(Destination destination, IpAddress address) {
    return rule(destination, address.isIpv6(), address.toString(), "counter reject");
  }

  private static String rule(Destination destination, boolean ipv6, String to, String action) {
    return "ether saddr $hardware_address %s daddr %s %s %s"
        .formatted(ipv6 ? "ip6" : "ip", to, match(destination), action);
  }

  private static String match(Destination destination) {
    Transport transport = destination.transport();
    if (destination.hasPort()) {
      return transport + " dport " + destination.port();
    }
    if (transport.equals(Transport.ICMPV6)) {
      return "meta l4proto ipv6-icmp";
    }
    return "meta l4proto " + transport.word().replace("ip/", "");
  }
}
