// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts void trials and says when enough is enough. */
final class VoidWatch {
  private final VoidLimits limits;
  private final Map<Usage, Integer> inARow = new HashMap<>();
  private final Map<Usage, String> givenUp = new TreeMap<>();
  private int trials;
  private int voids;
  private int voidsInARow;
  private String last = "";

  VoidWatch(VoidLimits limits) {
    this.limits = limits;
  }

  /**
   * Counts a trial.
   *
   * @param live whether it was run now; what an earlier run suffered does not stop this one
   */
  void add(TrialRecord trial, boolean live) {
    trial.outcomes().forEach(this::add);
    if (!live) {
      return;
    }
    trials++;
    voids += trial.isVoid() ? 1 : 0;
    voidsInARow = trial.isVoid() ? voidsInARow + 1 : 0;
    last = trial.isVoid() ? sentence(trial) : last;
  }

  private void add(UsageOutcome outcome) {
    boolean isVoid = outcome.outcome() == Outcome.VOID;
    int row = isVoid ? inARow.getOrDefault(outcome.usage(), 0) + 1 : 0;
    inARow.put(outcome.usage(), row);
    if (row >= limits.usageInARow() && !outcome.usage().equals(Usage.SCENARIO)) {
      givenUp.putIfAbsent(
          outcome.usage(),
          "the lab could not tell in %d trials of %s in a row; the last time: %s"
              .formatted(row, outcome.usage(), outcome.reason()));
    }
  }

  private static String sentence(TrialRecord trial) {
    return trial.outcomes().isEmpty() || !trial.fault().isEmpty()
        ? trial.fault()
        : trial.outcomes().get(0).reason();
  }

  /** Why nothing more is tried with a usage. */
  Optional<String> givenUp(Usage usage) {
    return Optional.ofNullable(givenUp.get(usage));
  }

  /** Why the campaign should stop. */
  Optional<String> stop() {
    return limits.tooMany(trials, voids, voidsInARow)
        ? Optional.of(
            "The lab could not tell in %d of %d trials, %d of them in a row; the last time: %s"
                .formatted(voids, trials, voidsInARow, last))
        : Optional.empty();
  }
}
