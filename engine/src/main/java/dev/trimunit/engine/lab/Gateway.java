// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import java.util.Set;

/** Refuses destinations to one device; nothing else in its network notices. */
public interface Gateway {
  /**
   * Puts a block in force and returns when it is. At most one block is in force at a time; an empty
   * set is a block too: it watches and refuses nothing.
   *
   * @param blocked what to refuse
   * @param known every destination that the device is known to contact; decides whether what shares
   *     an address with something else can be refused by name
   * @param strength how hard to refuse
   * @param answer what the device is told about names that are overridden
   * @throws LabFault if the block could not be put in force
   */
  Block block(
      Set<DestinationPattern> blocked,
      Set<Destination> known,
      Strength strength,
      BlockAnswer answer);

  /** The same with the usual answer. */
  default Block block(Set<DestinationPattern> blocked, Set<Destination> known, Strength strength) {
    return block(blocked, known, strength, BlockAnswer.LOOPBACK);
  }

  /** How hard a block refuses. */
  enum Strength {
    /** DNS override where a whole name is blocked, firewall elsewhere. */
    NORMAL,
    /** DNS override and firewall on every address ever seen for the name; after a leak. */
    STRONG
  }
}
