// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.List;

/**
 * What the gateway and the capture saw of one blocked destination in one trial.
 *
 * @param pattern what was blocked
 * @param evidence the conclusion
 * @param queriesOverridden DNS queries that met the override
 * @param packetsDropped packets that the firewall refused
 * @param packetsPassed packets that got through in either direction
 * @param bypass how packets got through, for example {@code cached address}; empty unless leaked
 * @param ways in which it is refused, for example {@code name by NXDOMAIN}, {@code 443/tcp at
 *     198.51.100.7}
 * @param shared refused addresses that stand for something else that is in use and not blocked, for
 *     example {@code 198.51.100.7 with api.vendor.test:443/tcp}
 */
public record BlockEvidence(
    DestinationPattern pattern,
    Evidence evidence,
    long queriesOverridden,
    long packetsDropped,
    long packetsPassed,
    String bypass,
    List<String> ways,
    List<String> shared) {
  public BlockEvidence {
    ways = List.copyOf(ways);
    shared = List.copyOf(shared);
  }

  /** Concludes from the counters, where no address is shared. */
  public static BlockEvidence of(
      DestinationPattern pattern,
      long queriesOverridden,
      long packetsDropped,
      long packetsPassed,
      String bypass) {
    return of(
        pattern, queriesOverridden, packetsDropped, packetsPassed, bypass, List.of(), List.of());
  }

  /** Concludes from the counters: a packet that passed outweighs everything else. */
  public static BlockEvidence of(
      DestinationPattern pattern,
      long queriesOverridden,
      long packetsDropped,
      long packetsPassed,
      String bypass,
      List<String> ways,
      List<String> shared) {
    Evidence evidence =
        packetsPassed > 0
            ? Evidence.LEAKED
            : packetsDropped > 0 && !shared.isEmpty()
                ? Evidence.COLLATERAL
                : queriesOverridden + packetsDropped > 0 ? Evidence.HELD : Evidence.NOT_EXERCISED;
    return new BlockEvidence(
        pattern,
        evidence,
        queriesOverridden,
        packetsDropped,
        packetsPassed,
        evidence == Evidence.LEAKED ? bypass : "",
        ways,
        evidence == Evidence.COLLATERAL ? shared : List.of());
  }

  /**
   * The same where what is done beside refusing never came to bear: a window that nothing passed,
   * an answer that nobody asked for. What got around the block weighs more.
   */
  public BlockEvidence untried() {
    return evidence == Evidence.LEAKED ? this : of(pattern, 0, 0, 0, "", ways, List.of());
  }
}
