// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import java.util.List;

/**
 * Whether a hand-written claim holds.
 *
 * @param answer what the trials say
 * @param trials trials that count
 * @param passed those in which the claim held
 * @param errorBound probability at most which the answer is wrong
 * @param reason the answer in a sentence for people
 * @param trialNumbers the trials it rests on, the most telling first
 */
public record Judgement(
    Answer answer,
    int trials,
    int passed,
    double errorBound,
    String reason,
    List<Integer> trialNumbers) {
  /** The answers. */
  public enum Answer {
    HOLDS,
    DOES_NOT_HOLD,
    INCONCLUSIVE
  }

  public Judgement {
    trialNumbers = List.copyOf(trialNumbers);
  }
}
