// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.gateway.BlockPlan;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One station's part of a resolver. */
interface StationDns {
  /**
   * Puts a plan in force, forgets events and counters, and returns when the first query meets it.
   */
  void apply(BlockPlan plan, BlockAnswer mode);

  /** Goes on with a plan of which more or less is lifted; events and counters stay. */
  void goOn(BlockPlan plan);

  /** Whether nothing beyond the gateway is asked for the station. */
  void cut(boolean cut);

  /** What the station asked since. */
  Heard heard(Set<DestinationPattern> patterns);

  /** Notes that traffic shows an address as one of this name. */
  void learn(DnsName name, IpAddress address);

  /**
   * A station's queries.
   *
   * @param overridden how many met an override, by pattern
   * @param events all of them
   */
  record Heard(Map<DestinationPattern, Long> overridden, List<DnsEvent> events) {}
}
