// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.party;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Owner;
import dev.trimunit.engine.model.Party;
import java.util.Optional;

/** To whom destinations belong, by the public suffix list and the built-in party data. */
public final class Owners {
  private static final PartyData DATA = PartyData.builtIn();

  private Owners() {}

  /**
   * The owner of a destination of a device.
   *
   * @param manufacturer the device's maker, who runs what is first party
   */
  public static Owner of(Destination destination, Party party, String manufacturer) {
    String domain =
        destination.host() instanceof DnsName name
            ? RegistrableDomain.of(name).orElse(name).toString()
            : destination.host().toString();
    Optional<PartyRule> rule = DATA.rule(destination.host());
    if (rule.isPresent()) {
      return new Owner(domain, rule.get().owner(), rule.get().words());
    }
    return party == Party.FIRST
        ? new Owner(domain, DATA.company(manufacturer), "what is first party is run by the maker")
        : new Owner(domain, "", "");
  }
}
