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
 */
public record UsageOutcome(Usage usage, Outcome outcome, String reason, List<StepRecord> steps) {
  public UsageOutcome {
    steps = List.copyOf(steps);
  }
}
