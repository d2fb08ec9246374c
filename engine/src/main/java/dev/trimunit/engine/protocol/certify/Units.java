// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.BitSet;

/**
 * The units of a device on which trials run.
 *
 * @param active those that are not put aside, by number from 0
 * @param ownBrackets whether a failure counts between two successes of the same unit only; else
 *     those of any unit serve, which is wrong where one unit is in trouble of its own
 */
public record Units(BitSet active, boolean ownBrackets) {
  /** Where there is one only. */
  public static final Units ONE = of(1, true);

  public static Units of(int count, boolean ownBrackets) {
    BitSet active = new BitSet();
    active.set(0, count);
    return new Units(active, ownBrackets);
  }

  /** Whether units can be compared with each other. */
  boolean several() {
    return active.cardinality() > 1;
  }

  /** Whose successes settle the failures of a unit. */
  int bracket(int unit) {
    return ownBrackets ? unit : 0;
  }

  /** Rows of brackets. */
  int brackets() {
    return ownBrackets ? Math.max(1, active.length()) : 1;
  }
}
