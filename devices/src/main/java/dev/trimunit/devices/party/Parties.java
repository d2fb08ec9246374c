// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.party;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Transport;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Tells for one device who runs a destination. */
public final class Parties {
  private static final int SHORTEST_TELLING_NAME = 4;

  private final PartyData data;
  private final String manufacturer;
  private final List<DnsName> ownDomains;

  private Parties(PartyData data, String manufacturer, List<DnsName> ownDomains) {
    this.data = data;
    this.manufacturer = manufacturer;
    this.ownDomains = ownDomains;
  }

  /**
   * For a device of a maker and the domains that its file calls first party, with the built-in
   * data.
   */
  public static Parties of(String manufacturer, Collection<DnsName> firstPartyDomains) {
    return of(PartyData.builtIn(), manufacturer, firstPartyDomains);
  }

  /** For a device of a maker and the domains that its file calls first party. */
  public static Parties of(
      PartyData data, String manufacturer, Collection<DnsName> firstPartyDomains) {
    return new Parties(data, manufacturer.strip(), List.copyOf(firstPartyDomains));
  }

  /** Who runs a destination, with the reason. The most specific statement wins. */
  public Attribution party(Destination destination) {
    Host host = destination.host();
    Optional<PartyRule> rule = data.rule(host);
    int weight = rule.map(PartyRule::weight).orElse(-1);
    Optional<DnsName> own =
        ownDomains.stream()
            .filter(domain -> host instanceof DnsName name && name.isAtOrBelow(domain))
            .filter(domain -> domain.text().length() >= weight)
            .findFirst();
    if (own.isPresent()) {
      return new Attribution(
          Party.FIRST, manufacturer, "the device's file calls " + own.get() + " first party");
    }
    return rule.map(this::byRule).orElseGet(() -> withoutRule(destination));
  }

  private Attribution byRule(PartyRule rule) {
    if (!rule.alwaysAsListed() && data.isSameCompany(manufacturer, rule.owner())) {
      return new Attribution(
          Party.FIRST,
          rule.owner(),
          rule.host() + " is run by the maker, " + rule.owner() + place(rule));
    }
    return new Attribution(
        rule.party(),
        rule.owner(),
        rule.host()
            + " is run by "
            + rule.owner()
            + ", listed as "
            + rule.party().word()
            + place(rule));
  }

  private static String place(PartyRule rule) {
    return " (" + rule.source() + ")";
  }

  private Attribution withoutRule(Destination destination) {
    if (destination.host() instanceof DnsName name) {
      Optional<DnsName> registrable = RegistrableDomain.of(name);
      String maker = PartyData.key(manufacturer);
      if (registrable.isPresent()
          && maker.length() >= SHORTEST_TELLING_NAME
          && PartyData.key(registrable.get().text()).startsWith(maker)) {
        return new Attribution(
            Party.FIRST, manufacturer, registrable.get() + " starts with the maker's name");
      }
    }
    boolean udp = destination.transport().equals(Transport.UDP);
    if (udp && destination.port() == 123) {
      return new Attribution(
          Party.SUPPORT, "", "no rule names it, but it is asked for the time (NTP port)");
    }
    boolean nameServer = destination.port() == 53 || destination.port() == 853;
    if (nameServer) {
      return new Attribution(
          Party.SUPPORT, "", "no rule names it, but it is asked for names (DNS port)");
    }
    return new Attribution(Party.UNKNOWN, "", "no rule of the party data names it");
  }
}
