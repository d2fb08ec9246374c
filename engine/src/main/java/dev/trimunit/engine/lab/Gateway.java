// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

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
   * @param known every destination that the device is known to contact; decides whether a name can
   *     be overridden in DNS as a whole or must be refused by address and port
   * @param strength how hard to refuse
   * @throws LabFault if the block could not be put in force
   */
  Block block(Set<DestinationPattern> blocked, Set<Destination> known, Strength strength);

  /** How hard a block refuses. */
  enum Strength {
    /** DNS override where a whole name is blocked, firewall elsewhere. */
    NORMAL,
    /** DNS override and firewall on every address ever seen for the name; after a leak. */
    STRONG
  }
}
