// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.recheck;

import dev.trimunit.engine.protocol.certify.Mark;
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
 * @param found destinations that nobody knew before it, with the next free numbers
 */
public record Heard(int number, Instant start, Instant end, List<Mark> marks, BitSet found) {}
