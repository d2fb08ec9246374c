// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.model.SourceLocation;
import dev.trimunit.engine.model.StepRecord;
import java.util.List;

/**
 * Whether a promise is kept.
 *
 * @param kept whether all its steps passed
 * @param leftOut whether a step said that it cannot tell yet
 * @param reason why it is not kept or cannot be told, in a sentence; empty if it is kept
 * @param location the step that decided
 * @param steps how each step went
 */
public record PromiseOutcome(
    boolean kept, boolean leftOut, String reason, SourceLocation location, List<StepRecord> steps) {
  public PromiseOutcome {
    steps = List.copyOf(steps);
  }
}
