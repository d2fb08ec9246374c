// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Raises an alarm when control trials of a usage fail several times in a row, whoever asked for
 * them.
 */
final class ControlWatch {
  /** The paper's three. */
  static final int IN_A_ROW = 3;

  private final Map<Usage, Integer> failed = new HashMap<>();
  private final Consumer<String> alarm;

  ControlWatch(Consumer<String> alarm) {
    this.alarm = alarm;
  }

  void add(TrialRecord trial) {
    if (trial.purpose() == TrialPurpose.CONTROL) {
      trial.outcomes().stream()
          .filter(outcome -> trial.counts(outcome.usage()))
          .forEach(outcome -> add(trial, outcome));
    }
  }

  private void add(TrialRecord trial, UsageOutcome outcome) {
    Usage usage = outcome.usage();
    int row = trial.passed(usage) ? 0 : failed.getOrDefault(usage, 0) + 1;
    failed.put(usage, row);
    if (row == IN_A_ROW) {
      alarm.accept(
          "%s failed in %d control trials in a row, with nothing blocked; in trial %d: %s"
              .formatted(usage, row, trial.number(), outcome.reason()));
    }
  }
}
