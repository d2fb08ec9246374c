// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

/**
 * What the gateway and the capture saw of one blocked destination in one trial.
 *
 * @param pattern what was blocked
 * @param evidence the conclusion
 * @param queriesOverridden DNS queries that met the override
 * @param packetsDropped packets that the firewall refused
 * @param packetsPassed packets that got through in either direction
 * @param bypass how packets got through, for example {@code cached address}; empty unless leaked
 */
public record BlockEvidence(
    DestinationPattern pattern,
    Evidence evidence,
    long queriesOverridden,
    long packetsDropped,
    long packetsPassed,
    String bypass) {

  /** Concludes from the counters: a packet that passed outweighs everything else. */
  public static BlockEvidence of(
      DestinationPattern pattern,
      long queriesOverridden,
      long packetsDropped,
      long packetsPassed,
      String bypass) {
    Evidence evidence =
        packetsPassed > 0
            ? Evidence.LEAKED
            : queriesOverridden + packetsDropped > 0 ? Evidence.HELD : Evidence.NOT_EXERCISED;
    return new BlockEvidence(
        pattern,
        evidence,
        queriesOverridden,
        packetsDropped,
        packetsPassed,
        evidence == Evidence.LEAKED ? bypass : "");
  }
}
