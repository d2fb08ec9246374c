// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.time.Instant;
import java.util.List;

/**
 * A query of the device under test, as the gateway's resolver saw and answered it.
 *
 * @param time when, in the lab's time
 * @param question the name asked for
 * @param type the query type's mnemonic, for example {@code AAAA}
 * @param answer what the policy did
 * @param addresses the addresses that the answer carried
 * @param aliases the names that the answer led through, in its order; resolvers match lists against
 *     these, too
 * @param ttl the smallest time to live of the answer's records in seconds; 0 if there are none
 */
public record DnsEvent(
    Instant time,
    DnsName question,
    String type,
    DnsAnswer answer,
    List<IpAddress> addresses,
    List<DnsName> aliases,
    long ttl) {
  public DnsEvent {
    addresses = List.copyOf(addresses);
    aliases = List.copyOf(aliases);
  }
}
