// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import dev.trimunit.engine.model.BuiltByName;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;

/**
 * What a trial said.
 *
 * @param number the trial's number
 * @param start when it began
 * @param end when it ended
 * @param marks {@code PASSED}, {@code PENDING} or {@code VOID}, in the order of the usages asked
 *     for
 * @param leaked blocked destinations that got packets through, or were not refused alone: what they
 *     spoilt is marked void
 * @param untried blocked destinations that the device never tried
 * @param idle those of them that it tries with nothing blocked: of them the trial says nothing
 * @param exposed newcomers of before that hide behind nothing: the device tries them now and then
 * @param newcomers destinations that were not known before, with the next free numbers
 */
@BuiltByName
public record Answer(
    int number,
    Instant start,
    Instant end,
    List<Mark> marks,
    BitSet leaked,
    BitSet untried,
    BitSet idle,
    BitSet exposed,
    List<Newcomer> newcomers) {

  /**
   * A destination that shows only while others are blocked.
   *
   * @param prior chance that a usage requires it
   */
  public record Newcomer(double prior) {}
}
