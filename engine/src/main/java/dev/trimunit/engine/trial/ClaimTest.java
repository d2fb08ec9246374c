// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.trial.Judgement.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Wald's sequential test of one hand-written claim: every usage works with this block. A scenario
 * that uses no functionality is decided by its first trial that counts.
 */
final class ClaimTest {
  private static final int MOST_TRIALS = 30;
  private static final int MOST_UNCOUNTED_IN_A_ROW = 5;

  private final TrialRequest request;
  private final double errorBound;
  private final boolean once;
  private final List<Integer> passed = new ArrayList<>();
  private final List<Integer> failed = new ArrayList<>();
  private int uncountedInARow;
  private String obstacle = "";
  private String failure = "";

  ClaimTest(Set<DestinationPattern> blocked, List<Usage> usages, double errorBound) {
    this.once = usages.isEmpty();
    this.errorBound = errorBound;
    this.request =
        new TrialRequest(TrialPurpose.SCENARIO, blocked, once ? List.of(Usage.SCENARIO) : usages);
  }

  Judgement judge(TrialOracle oracle) {
    while (open()) {
      add(oracle.run(request));
    }
    return judgement();
  }

  private boolean open() {
    int counted = passed.size() + failed.size();
    return uncountedInARow < MOST_UNCOUNTED_IN_A_ROW
        && counted < MOST_TRIALS
        && (once ? counted == 0 : wrong() > errorBound);
  }

  private void add(TrialRecord trial) {
    List<UsageOutcome> failures =
        trial.outcomes().stream()
            .filter(o -> trial.counts(o.usage()) && o.outcome() == Outcome.FAILED)
            .toList();
    if (!failures.isEmpty()) {
      failure = failures.stream().map(this::sentence).collect(Collectors.joining("; "));
      failed.add(trial.number());
      uncountedInARow = 0;
    } else if (request.usages().stream().allMatch(trial::passed)) {
      passed.add(trial.number());
      uncountedInARow = 0;
    } else {
      obstacle =
          trial.leaked()
              ? bypass(trial)
              : trial.refusedMore()
                  ? Tally.shares(trial) + ", so that a failure tells nothing"
                  : reason(trial);
      uncountedInARow++;
    }
  }

  private String sentence(UsageOutcome outcome) {
    return once ? outcome.reason() : outcome.usage() + ": " + outcome.reason();
  }

  private static String bypass(TrialRecord trial) {
    return trial.evidence().stream()
        .filter(evidence -> evidence.evidence() == Evidence.LEAKED)
        .map(ClaimTest::bypass)
        .collect(Collectors.joining("; "));
  }

  private static String bypass(BlockEvidence leak) {
    return "the device got past the block of %s%s"
        .formatted(leak.pattern(), leak.bypass().isEmpty() ? "" : " (" + leak.bypass() + ")");
  }

  private static String reason(TrialRecord trial) {
    return trial.outcomes().stream()
        .filter(outcome -> outcome.outcome() == Outcome.VOID)
        .map(UsageOutcome::reason)
        .findFirst()
        .orElse(trial.fault());
  }

  /** The probability at which the answer that the trials favour is wrong, with even odds before. */
  private double wrong() {
    return Noise.wrong(Math.abs(Noise.ASSUMED.evidence(passed.size(), failed.size())));
  }

  private Judgement judgement() {
    Answer answer = answer();
    List<Integer> numbers = new ArrayList<>(answer == Answer.HOLDS ? passed : failed);
    Collections.reverse(numbers);
    numbers.addAll(answer == Answer.HOLDS ? failed : passed);
    int counted = passed.size() + failed.size();
    double error = answer == Answer.INCONCLUSIVE || counted == 0 ? 1 : wrong();
    return new Judgement(answer, counted, passed.size(), error, reason(answer), numbers);
  }

  private Answer answer() {
    if (open() || passed.isEmpty() && failed.isEmpty() || !once && wrong() > errorBound) {
      return Answer.INCONCLUSIVE;
    }
    return passed.size() > failed.size() ? Answer.HOLDS : Answer.DOES_NOT_HOLD;
  }

  private String reason(Answer answer) {
    int counted = passed.size() + failed.size();
    return switch (answer) {
      case HOLDS -> "worked in %d of %d trials%s".formatted(passed.size(), counted, without());
      case DOES_NOT_HOLD ->
          "failed in %d of %d trials%s; in trial %d: %s"
              .formatted(failed.size(), counted, without(), failed.get(failed.size() - 1), failure);
      case INCONCLUSIVE ->
          uncountedInARow >= MOST_UNCOUNTED_IN_A_ROW
              ? "the lab could not tell in %d trials in a row%s; the last time: %s"
                  .formatted(uncountedInARow, without(), obstacle)
              : "worked in %d of %d trials%s, which settles nothing"
                  .formatted(passed.size(), counted, without());
    };
  }

  private String without() {
    return request.blocked().isEmpty()
        ? ""
        : request.blocked().stream()
            .map(DestinationPattern::toString)
            .collect(Collectors.joining(", ", " without ", ""));
  }
}
