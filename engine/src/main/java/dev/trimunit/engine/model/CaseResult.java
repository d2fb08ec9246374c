// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One finished test case: a calibration, a generated case, a hand-written scenario, a promise or a
 * nightly gate.
 *
 * @param uniqueId JUnit's unique id
 * @param kind what sort of case it is
 * @param device the device's id
 * @param name unique within the device, for example {@code switching on over LAN without
 *     ntp.org:123/udp}
 * @param location the scenario in the feature file
 * @param usage the functionality and vantage it is about, or null
 * @param verdict the verdict of a generated case, or null
 * @param status what JUnit is told
 * @param message why it is not successful, in a sentence; empty if it is
 * @param decidingTrials numbers of the trials whose evidence settled it, the most telling first
 * @param steps the steps of a promise, which needs no trial; those of other cases are in their
 *     trials
 */
@BuiltByName
public record CaseResult(
    String uniqueId,
    Kind kind,
    String device,
    String name,
    SourceLocation location,
    @Nullable Usage usage,
    @Nullable Verdict verdict,
    CaseStatus status,
    String message,
    List<Integer> decidingTrials,
    List<StepRecord> steps) {
  /** The sorts of cases. */
  public enum Kind {
    CALIBRATION,
    GENERATED,
    SCENARIO,
    PROMISE,
    /** A nightly gate. */
    GATE
  }

  public CaseResult {
    decidingTrials = List.copyOf(decidingTrials);
    steps = List.copyOf(steps);
  }

  /** Whether a tester wrote it by hand: a scenario or a promise. */
  public boolean isClaim() {
    return kind == Kind.SCENARIO || kind == Kind.PROMISE;
  }
}
