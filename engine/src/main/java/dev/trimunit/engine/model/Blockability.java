// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.Collection;

/**
 * The paper's three classes of a destination, over all functionalities and vantages of a device.
 */
public enum Blockability {
  /** Blockable without breaking any functionality. */
  ALL,
  /** Blockable for some functionalities only. */
  SOME,
  /** Required, or not settled, for every functionality. */
  NONE;

  /** Summarises the verdicts of one destination; {@link #NONE} if there are none. */
  public static Blockability of(Collection<VerdictKind> kinds) {
    long blockable = kinds.stream().filter(kind -> kind == VerdictKind.BLOCKABLE).count();
    if (blockable == 0) {
      return NONE;
    }
    return blockable == kinds.size() ? ALL : SOME;
  }
}
