// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.party;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Owner;
import dev.trimunit.engine.model.Party;

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
    String organisation =
        DATA.rule(destination.host())
            .map(PartyRule::owner)
            .orElse(party == Party.FIRST ? DATA.company(manufacturer) : "");
    return new Owner(domain, organisation);
  }
}
