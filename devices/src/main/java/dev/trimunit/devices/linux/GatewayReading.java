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
 * @param bearings what came of what the gateway does beside refusing, by pattern
 */
record GatewayReading(
    Map<DestinationPattern, Long> overridden,
    Map<DestinationPattern, Long> dropped,
    Map<Refusal, Long> passed,
    Map<Refusal, Long> hidden,
    Map<Refusal, Long> asked,
    List<DnsEvent> dns,
    Map<DestinationPattern, Bearing> bearings) {
  GatewayReading {
    overridden = Map.copyOf(overridden);
    dropped = Map.copyOf(dropped);
    passed = Map.copyOf(passed);
    hidden = Map.copyOf(hidden);
    asked = Map.copyOf(asked);
    dns = List.copyOf(dns);
    bearings = Map.copyOf(bearings);
  }

  /**
   * What came of a policy.
   *
   * @param times how often it came to bear
   * @param idle whether it never did although there was time for it
   * @param way as evidence tells it
   */
  record Bearing(long times, boolean idle, String way) {}
}
