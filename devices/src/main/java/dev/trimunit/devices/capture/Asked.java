// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import dev.trimunit.devices.capture.dns.DnsMessage;
import dev.trimunit.engine.model.DnsName;
import java.util.Set;
import java.util.TreeSet;

/**
 * A name that a host asked for.
 *
 * @param name the name
 * @param types the query types, by number
 */
public record Asked(DnsName name, Set<Integer> types) {
  private static final Set<Integer> FOR_ADDRESSES =
      Set.of(DnsMessage.A, DnsMessage.AAAA, DnsMessage.HTTPS, DnsMessage.ANY);

  public Asked {
    types = java.util.Collections.unmodifiableSet(new TreeSet<>(types));
  }

  /** Whether it asked in order to contact, rather than for some other record. */
  public boolean isForAddress() {
    return types.stream().anyMatch(FOR_ADDRESSES::contains);
  }
}
