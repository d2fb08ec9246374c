// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.data;

import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Usages that often fail with nothing blocked. Measured (docs/measurements/protocols.md), the
 * verdicts on them are wrong more often than their error bounds say.
 */
final class UnsteadyUsages {
  /** What the planner's model of noise begins to miss. */
  private static final double SHARE = 0.15;

  /** Fewer may be an accident of the lab. */
  private static final int AT_LEAST = 3;

  private UnsteadyUsages() {}

  static List<String> of(DeviceData data) {
    List<String> sentences = new ArrayList<>();
    for (Usage usage : data.usages()) {
      List<Outcome> outcomes = outcomes(data, usage);
      int failed = failures(outcomes);
      if (failed >= AT_LEAST && failed > SHARE * outcomes.size()) {
        sentences.add(sentence(usage, failed, outcomes.size()));
      }
    }
    return sentences;
  }

  /** Of trials in a row only the first counts: the others were run because it failed. */
  private static int failures(List<Outcome> outcomes) {
    int failed = 0;
    Outcome before = Outcome.PASSED;
    for (Outcome outcome : outcomes) {
      failed += outcome == Outcome.FAILED && before == Outcome.PASSED ? 1 : 0;
      before = outcome;
    }
    return failed;
  }

  private static List<Outcome> outcomes(DeviceData data, Usage usage) {
    return data.trials().stream()
        .filter(trial -> trial.blocked().isEmpty())
        .map(trial -> outcome(trial, usage))
        .filter(outcome -> outcome != Outcome.VOID)
        .toList();
  }

  private static Outcome outcome(TrialRecord trial, Usage usage) {
    return trial.outcome(usage).map(UsageOutcome::outcome).orElse(Outcome.VOID);
  }

  private static String sentence(Usage usage, int failed, int trials) {
    return "%s fails by itself: %d times in %d trials with nothing blocked. Its verdicts are wrong more often than their error bounds say. Try to make its check steadier, or judge by trials of your own."
        .formatted(TrialText.usage(usage), failed, trials);
  }
}
