// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.party;

import com.google.common.net.InternetDomainName;
import dev.trimunit.engine.model.DnsName;
import java.util.Optional;

/** The part of a name that somebody registered, by the public suffix list. */
public final class RegistrableDomain {
  private RegistrableDomain() {}

  /**
   * The label under a registry's suffix: {@code amazonaws.com} also for names of AWS IoT, whose
   * suffix the list names too, because who rents a name there does not run it. Empty for names such
   * as {@code printer.local}. Labels that host names may not have, such as {@code _mqtt}, are
   * passed over.
   */
  public static Optional<DnsName> of(DnsName name) {
    String rest = name.text();
    while (!InternetDomainName.isValid(rest)) {
      int dot = rest.indexOf('.');
      if (dot < 0) {
        return Optional.empty();
      }
      rest = rest.substring(dot + 1);
    }
    InternetDomainName domain = InternetDomainName.from(rest);
    return domain.isUnderRegistrySuffix()
        ? Optional.of(DnsName.of(domain.topDomainUnderRegistrySuffix().toString()))
        : Optional.empty();
  }
}
