// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.DestinationPattern;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a hand-written claim holds.
 *
 * @param answer what the trials say
 * @param trials trials that count
 * @param passed those in which the claim held
 * @param errorBound probability at most which the answer is wrong
 * @param reason the answer in a sentence for people
 * @param trialNumbers the trials it rests on, the most telling first
 * @param untried the blocks that the device never met; empty unless that is the answer
 */
public record Judgement(
    Answer answer,
    int trials,
    int passed,
    double errorBound,
    String reason,
    List<Integer> trialNumbers,
    Set<DestinationPattern> untried) {
  /** The answers. */
  public enum Answer {
    HOLDS,
    DOES_NOT_HOLD,
    INCONCLUSIVE,
    /** It worked, but never met a block that it is about. */
    UNTRIED
  }

  public Judgement {
    trialNumbers = List.copyOf(trialNumbers);
    untried = Collections.unmodifiableSet(new LinkedHashSet<>(untried));
  }
}
