// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/** The units of a device, and what the trials so far have shown on each of them. */
final class TriedUnits {
  private final Units units;
  private final List<Trial> log;

  /**
   * @param log the trials, to which more are added
   */
  TriedUnits(Units units, List<Trial> log) {
    this.units = units;
    this.log = log;
  }

  /** Whether units can be compared with each other. */
  boolean several() {
    return units.several();
  }

  /** Those that are not put aside. */
  BitSet active() {
    return units.active();
  }

  /** The units on which a usage failed with this destination alone blocked. */
  BitSet failedAlone(Candidate candidate, int usage) {
    BitSet on = new BitSet();
    log.stream()
        .filter(trial -> trial.alone(candidate.number()))
        .filter(t -> t.mark(usage) == Mark.FAILED || t.mark(usage) == Mark.PENDING)
        .forEach(trial -> on.set(trial.unit()));
    return on;
  }

  /** The units that have not shown yet that one of these usages fails alone. */
  BitSet lackingFailure(Candidate candidate, Collection<Integer> some) {
    if (!several()) {
      return new BitSet();
    }
    BitSet others = (BitSet) active().clone();
    some.forEach(usage -> others.andNot(failedAlone(candidate, usage)));
    return others;
  }

  /** The units on which some of these usages never passed with all of this blocked. */
  BitSet lackingPass(BitSet blocked, Collection<Integer> all) {
    BitSet lacking = several() ? (BitSet) active().clone() : new BitSet();
    for (int unit : lacking.stream().toArray()) {
      lacking.set(unit, !all.stream().allMatch(usage -> passed(unit, usage, blocked)));
    }
    return lacking;
  }

  private boolean passed(int unit, int usage, BitSet blocked) {
    return log.stream()
        .anyMatch(
            trial ->
                trial.unit() == unit && trial.mark(usage) == Mark.PASSED && trial.covers(blocked));
  }
}
