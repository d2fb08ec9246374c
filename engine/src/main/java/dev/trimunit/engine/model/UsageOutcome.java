// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.time.Duration;
import java.util.List;

/**
 * What a trial says about one usage.
 *
 * @param usage the functionality and vantage
 * @param outcome passed, failed or void
 * @param reason why it did not pass, in a sentence; empty if it passed
 * @param steps the steps, in the order in which they ran
 * @param screens how far the screens that were checked lay from their references
 * @param probes when the usage was tried in a trial that went on for days; else empty
 */
public record UsageOutcome(
    Usage usage,
    Outcome outcome,
    String reason,
    List<StepRecord> steps,
    List<ScreenReading> screens,
    List<Probe> probes) {
  public UsageOutcome {
    steps = List.copyOf(steps);
    screens = screens == null ? List.of() : List.copyOf(screens);
    probes = probes == null ? List.of() : List.copyOf(probes);
  }

  /**
   * One use of several.
   *
   * @param age how long after power-on under the block
   * @param when why the usage was tried then
   * @param outcome what came of it; VOID also if servers were silent that nothing blocks
   */
  public record Probe(Duration age, When when, Outcome outcome) {
    /** Why a usage is tried. */
    public enum When {
      /** It was time for it. */
      DUE,
      /** It had just failed. */
      AGAIN,
      /** It had failed for good, and nothing is blocked any more. */
      UNBLOCKED,
      /** The device had lost power. */
      AFTER_POWER_CUT
    }
  }

  /** Without readings of screens. */
  public UsageOutcome(Usage usage, Outcome outcome, String reason, List<StepRecord> steps) {
    this(usage, outcome, reason, steps, List.of(), List.of());
  }

  /** Of a usage that was tried once. */
  public UsageOutcome(
      Usage usage,
      Outcome outcome,
      String reason,
      List<StepRecord> steps,
      List<ScreenReading> screens) {
    this(usage, outcome, reason, steps, screens, List.of());
  }

  /** The same with what was read of the screens; an open doubt makes a pass a failure. */
  public UsageOutcome withScreens(List<ScreenReading> readings, String doubt) {
    boolean fails = outcome == Outcome.PASSED && !doubt.isEmpty();
    return new UsageOutcome(
        usage, fails ? Outcome.FAILED : outcome, fails ? doubt : reason, steps, readings, probes);
  }
}
