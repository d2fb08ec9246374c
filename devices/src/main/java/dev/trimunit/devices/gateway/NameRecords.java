// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a name of a made-up Internet stands for.
 *
 * @param addresses its addresses of both families; empty if it is an alias
 * @param alias the name it is an alias of, or null
 * @param ttl how long, in seconds, an answer may be kept
 */
public record NameRecords(List<IpAddress> addresses, @Nullable DnsName alias, long ttl) {
  public NameRecords {
    addresses = List.copyOf(addresses);
    if (alias != null && !addresses.isEmpty()) {
      throw new IllegalArgumentException("An alias of " + alias + " has no addresses of its own");
    }
  }
}
