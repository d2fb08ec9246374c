// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.List;

/**
 * What a trial says about one usage.
 *
 * @param usage the functionality and vantage
 * @param outcome passed, failed or void
 * @param reason why it did not pass, in a sentence; empty if it passed
 * @param steps the steps, in the order in which they ran
 * @param screens how far the screens that were checked lay from their references
 */
public record UsageOutcome(
    Usage usage,
    Outcome outcome,
    String reason,
    List<StepRecord> steps,
    List<ScreenReading> screens) {
  public UsageOutcome {
    steps = List.copyOf(steps);
    screens = screens == null ? List.of() : List.copyOf(screens);
  }

  /** Without readings of screens. */
  public UsageOutcome(Usage usage, Outcome outcome, String reason, List<StepRecord> steps) {
    this(usage, outcome, reason, steps, List.of());
  }

  /** The same with what was read of the screens; an open doubt makes a pass a failure. */
  public UsageOutcome withScreens(List<ScreenReading> readings, String doubt) {
    boolean fails = outcome == Outcome.PASSED && !doubt.isEmpty();
    return new UsageOutcome(
        usage, fails ? Outcome.FAILED : outcome, fails ? doubt : reason, steps, readings);
  }
}
