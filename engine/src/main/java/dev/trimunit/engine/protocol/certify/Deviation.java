// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.BitSet;
import java.util.List;

/**
 * A unit that is not like the others.
 *
 * @param unit which, from 0
 * @param usage which usage shows it
 * @param destinations one of them makes the difference; more than one if trials do not tell which
 * @param needsMore whether the usage fails on this unit only; else it works on this unit only
 * @param here trials of the unit that tell, those that passed first
 * @param elsewhere those of the others
 * @param odds how much likelier this is than that all units are alike, a logarithm
 */
public record Deviation(
    int unit,
    int usage,
    BitSet destinations,
    boolean needsMore,
    Tally here,
    Tally elsewhere,
    double odds) {
  /** So much likelier, a logarithm, and it is told; below that the unit is tried once more. */
  private static final double SURE = Math.log(400);

  /** Whether it is likely enough to put the unit aside, and known what makes the difference. */
  public boolean isSure() {
    return odds >= SURE && destinations.cardinality() == 1;
  }

  /** What to block on the unit to learn more: a half of what may make the difference. */
  public BitSet half() {
    BitSet half = new BitSet();
    destinations.stream().limit((destinations.cardinality() + 1) / 2).forEach(half::set);
    return half;
  }

  /** How often the usage passed, in so many trials. */
  public record Tally(int passed, List<Integer> trials) {}
}
