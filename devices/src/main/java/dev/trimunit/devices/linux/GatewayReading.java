// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsEvent;
import java.util.List;
import java.util.Map;

/**
 * What a gateway has counted for one station since its block is in force.
 *
 * @param overridden DNS queries that met an override, by pattern
 * @param dropped packets that the firewall refused, by pattern
 * @param passed packets that passed, in either direction, by remote end
 * @param hidden attempts at resolvers that hide their questions
 * @param asked packets to resolvers other than the gateway's
 * @param dns the station's queries
 */
record GatewayReading(
    Map<DestinationPattern, Long> overridden,
    Map<DestinationPattern, Long> dropped,
    Map<Refusal, Long> passed,
    Map<Refusal, Long> hidden,
    Map<Refusal, Long> asked,
    List<DnsEvent> dns) {
  GatewayReading {
    overridden = Map.copyOf(overridden);
    dropped = Map.copyOf(dropped);
    passed = Map.copyOf(passed);
    hidden = Map.copyOf(hidden);
    asked = Map.copyOf(asked);
    dns = List.copyOf(dns);
  }
}
