// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.FormCheck;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.protocol.Question;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Verifies a blocklist in further forms. A usage that works once works in this form; one that fails
 * is tried again, because it may have failed by itself, and failed in this form after {@value
 * #MOST_TRIALS} failures. The list was settled before: these trials ask whether the form matters.
 */
final class FormChecks {
  private static final int MOST_TRIALS = 3;
  private final Question question;
  private final TrialOracle oracle;

  FormChecks(Question question, TrialOracle oracle) {
    this.question = question;
    this.oracle = oracle;
  }

  /** Tries what of a list can be said in one form. */
  FormCheck check(Set<Destination> list, BlockAnswer answer) {
    List<Integer> numbers = new ArrayList<>();
    Map<Usage, String> failures = new LinkedHashMap<>();
    List<Usage> left = new ArrayList<>(question.destinations().keySet());
    List<String> passed = new ArrayList<>();
    for (int round = 0; round < MOST_TRIALS && !left.isEmpty(); round++) {
      for (List<Usage> group : question.sharing(left)) {
        TrialRecord trial = oracle.run(TrialRequest.form(list, group, answer));
        numbers.add(trial.number());
        group.stream().filter(trial::counts).forEach(usage -> take(trial, usage, failures));
        group.stream().filter(trial::passed).map(String::valueOf).forEach(passed::add);
        left.removeIf(trial::passed);
      }
    }
    return new FormCheck(
        answer, passed, told(left, failures, true), told(left, failures, false), numbers);
  }

  private static void take(TrialRecord trial, Usage usage, Map<Usage, String> failures) {
    trial
        .outcome(usage)
        .filter(outcome -> outcome.outcome() == Outcome.FAILED)
        .map(UsageOutcome::reason)
        .ifPresent(reason -> failures.put(usage, reason));
  }

  private static List<String> told(
      Collection<Usage> left, Map<Usage, String> failures, boolean failed) {
    return left.stream()
        .filter(usage -> failures.containsKey(usage) == failed)
        .map(usage -> failed ? usage + " fails (" + failures.get(usage) + ")" : "" + usage)
        .toList();
  }
}
