// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;

/**
 * The next trial.
 *
 * @param kind why
 * @param blocked the destinations to block
 * @param usages the usages to try
 * @param pause lab time to pass before
 */
public record Ask(Kind kind, BitSet blocked, List<Integer> usages, Duration pause) {
  /** Why a trial is run. */
  public enum Kind {
    CONTROL,
    BLOCK,
    JOINT
  }
}
