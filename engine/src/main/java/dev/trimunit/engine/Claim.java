// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.SpecScenario;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.trial.Campaign;
import dev.trimunit.engine.trial.Judgement;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A scenario written by hand whose claim does not hold, as a sentence for the tester. */
record Claim(
    SpecScenario scenario,
    Set<DestinationPattern> blocked,
    Judgement judgement,
    Campaign campaign) {

  String sentence() {
    String condition = condition();
    if (judgement.answer() == Judgement.Answer.INCONCLUSIVE) {
      return "%swhether '%s' holds could not be settled (%s): %s"
          .formatted(condition, scenario.name(), scenario.location(), judgement.reason());
    }
    Optional<UsageOutcome> failure = failure();
    String subject =
        failure
            .map(UsageOutcome::usage)
            .filter(usage -> !usage.equals(Usage.SCENARIO))
            .map(Usage::toString)
            .orElse("'" + scenario.name() + "'");
    return "%s%s failed in %d of %d trials (%s): %s%s"
        .formatted(
            condition,
            subject,
            judgement.trials() - judgement.passed(),
            judgement.trials(),
            scenario.location(),
            failure.map(UsageOutcome::reason).orElse(judgement.reason()),
            failure.map(outcome -> required(outcome.usage())).orElse(""));
  }

  private String condition() {
    if (blocked.isEmpty()) {
      return "";
    }
    String names =
        blocked.stream().map(DestinationPattern::toString).collect(Collectors.joining(", "));
    return "With destination%s %s blocked, ".formatted(blocked.size() == 1 ? "" : "s", names);
  }

  private Optional<UsageOutcome> failure() {
    return judgement.trialNumbers().stream()
        .flatMap(number -> campaign.trial(number).outcomes().stream())
        .filter(outcome -> outcome.outcome() == Outcome.FAILED)
        .findFirst();
  }

  private String required(Usage usage) {
    return campaign.verdicts().stream()
        .filter(verdict -> verdict.usage().equals(usage))
        .filter(verdict -> verdict.kind() == VerdictKind.REQUIRED)
        .filter(verdict -> blocked.stream().anyMatch(p -> p.covers(verdict.destination())))
        .findFirst()
        .map(Claim::required)
        .orElse("");
  }

  private static String required(Verdict verdict) {
    return ". %s is required for it: %s".formatted(verdict.destination(), verdict.reason());
  }
}
