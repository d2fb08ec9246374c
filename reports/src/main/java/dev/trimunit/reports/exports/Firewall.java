// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Transport;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules for nftables: per device and exact in port, but by address, and addresses of names change.
 */
final class Firewall {
  private Firewall() {}

  static String nftables(Plan plan) {
    List<String> text = new ArrayList<>();
    plan.header(
            "Per device, exact ports. Names stand with the addresses that this run saw: they change.")
        .forEach(line -> text.add("# " + line));
    text.add("# Put the device's hardware address here:");
    text.add("define hardware_address = 02:00:00:00:00:00");
    text.add("table inet trimunit_" + plan.id().replaceAll("[^a-z0-9]", "_") + " {");
    text.add("  chain forward {");
    text.add("    type filter hook forward priority 0; policy accept;");
    plan.blocked().forEach(destination -> rules(text, plan, destination));
    text.add("  }");
    text.add("}");
    return String.join("\n", text) + "\n";
  }

  private static void rules(List<String> text, Plan plan, Destination destination) {
    String name = Plan.plain(destination.toString());
    text.add("    # " + name);
    var addresses = plan.addressesOf(destination);
    if (addresses.isEmpty()) {
      text.add("    # left out: no address was seen");
    }
    addresses.forEach(
        (address, needing) ->
            text.add(
                needing
                    .map(
                        kept -> "    # left out: " + address + ", because the device needs " + kept)
                    .orElse("    " + rule(destination, address))));
  }

  private static String rule(Destination destination, IpAddress address) {
    String family = address.isIpv6() ? "ip6" : "ip";
    return "ether saddr $hardware_address "
        + family
        + " daddr "
        + address
        + " "
        + match(destination)
        + " counter reject";
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
