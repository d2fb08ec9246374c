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
 * @param units the units of the device on which it tells what it is for; all, if there are none
 */
public record Ask(Kind kind, BitSet blocked, List<Integer> usages, Duration pause, BitSet units) {
  /** Why a trial is run. */
  public enum Kind {
    CONTROL,
    BLOCK,
    JOINT
  }

  /** On any unit. */
  public Ask(Kind kind, BitSet blocked, List<Integer> usages, Duration pause) {
    this(kind, blocked, usages, pause, new BitSet());
  }

  /** Whether it may run on a unit. */
  public boolean allows(int unit) {
    return units.isEmpty() || units.get(unit);
  }

  /** Whether a trial on a unit is the one that is asked for. */
  public boolean isAnsweredBy(Ask run, int unit) {
    return blocked.equals(run.blocked) && usages.equals(run.usages) && allows(unit);
  }
}
