// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Policy;
import java.util.Map;
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

  /**
   * Whether it can do more than refuse: answer itself, let through now and then, lose the Internet.
   * One that cannot is not asked to.
   */
  default boolean hasPolicies() {
    return false;
  }

  /**
   * The same, where some of what is blocked is not simply refused.
   *
   * @param policies what is done instead, by pattern; each is one of those that are blocked
   */
  default Block block(
      Set<DestinationPattern> blocked,
      Set<Destination> known,
      Strength strength,
      BlockAnswer answer,
      Map<DestinationPattern, Policy> policies) {
    if (!policies.isEmpty()) {
      throw new LabFault("The gateway of this lab refuses destinations, and does nothing else");
    }
    return block(blocked, known, strength, answer);
  }

  /** Cuts the gateway off from the Internet, or joins it again; idempotent. */
  default void internet(boolean there) {
    throw new LabFault("The gateway of this lab cannot be cut off from the Internet");
  }

  /**
   * Which servers do not answer the gateway itself now, whatever is blocked for the device. Tells
   * an outage from an effect of a block in trials that go on for days; no other trial asks.
   *
   * @throws LabFault if the gateway cannot tell
   */
  default Set<Destination> silent(Set<Destination> servers) {
    throw new LabFault("The gateway of this lab cannot look whether servers answer");
  }

  /** How hard a block refuses. */
  enum Strength {
    /** DNS override where a whole name is blocked, firewall elsewhere. */
    NORMAL,
    /** DNS override and firewall on every address ever seen for the name; after a leak. */
    STRONG
  }
}
