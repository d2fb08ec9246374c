// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.recheck;

import dev.trimunit.engine.model.BuiltByName;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;

/**
 * What a night starts from.
 *
 * @param usages how many there are
 * @param groups usages that share trials
 * @param list what may be blocked as a whole
 * @param required what some usage needs, the one that was shown longest ago first
 * @param found what is new, and was seen already
 * @param passes of the whole list, by every usage, that are demanded
 * @param rotation how many of the required ones are tried
 * @param nights whose marks are remembered, this one included
 * @param before what trials of earlier nights said of the list
 * @param history of trials that blocked nothing needed: passed ones, failed ones
 * @param risen chance before the night that the device has begun to fail more often by itself
 * @param lastPassed when each usage passed last
 * @param errorBound the accepted chance that a verdict is wrong
 */
@BuiltByName
public record Problem(
    int usages,
    List<List<Integer>> groups,
    BitSet list,
    List<Kept> required,
    BitSet found,
    int passes,
    int rotation,
    int nights,
    List<Seen> before,
    History history,
    double risen,
    List<Instant> lastPassed,
    double errorBound) {
  /**
   * A destination that some usage needs.
   *
   * @param needs the usages that need it
   * @param age nights since that was shown
   * @param rate in which share of the uses it shows
   */
  public record Kept(int destination, BitSet needs, int age, double rate) {}

  /** Trials of late that blocked nothing needed. */
  public record History(int passed, int failed) {}
}
