// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.engine.model.IpAddress;

/**
 * The part of the firewall's table that says who gets as far as the resolver, whichever answers:
 * who comes in by the LAN's interface, and not too often.
 */
final class ResolverDoor {
  /** Of one station or stranger; the resolver itself is stricter with what gets that far. */
  static final int MOST_QUERIES_PER_SECOND = 1_000;

  /** Ours says of each name that it cannot be resolved; BIND would ask on. */
  private static final String SILENT = "ct mark @cut counter drop";

  private ResolverDoor() {}

  /**
   * Floods are dropped before they fill the resolver's queue, in which everybody's queries wait.
   */
  static String chains(GatewaySettings gateway) {
    NftSettings settings = gateway.firewall();
    return """
      set askers { type ether_addr; flags dynamic,timeout; timeout 1m; size 65535; }
      set listen4 { type ipv4_addr; %4$s}
      set listen6 { type ipv6_addr; %5$s}
      chain questions {
        iifname "lo" return
        iifname != "%1$s" counter drop
        %6$s
        meta l4proto udp update @askers { ether saddr limit rate over %3$d/second burst %3$d packets } counter drop
      }
      chain door {
        type filter hook input priority filter; policy accept;
        meta l4proto { tcp, udp } th dport %2$d ip daddr @listen4 jump questions
        meta l4proto { tcp, udp } th dport %2$d ip6 daddr @listen6 jump questions
      }
    """
        .formatted(
            settings.lan(),
            settings.resolverPort(),
            MOST_QUERIES_PER_SECOND,
            NftSets.elements(gateway.listen().stream().filter(each -> !each.isIpv6())),
            NftSets.elements(gateway.listen().stream().filter(IpAddress::isIpv6)),
            gateway.resolver() == GatewaySettings.Resolver.BIND ? SILENT : "");
  }
}
