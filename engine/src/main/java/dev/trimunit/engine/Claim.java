// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.ClaimedBlocks;
import dev.trimunit.engine.campaign.Judgement;
import dev.trimunit.engine.gherkin.SpecScenario;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.trial.Age;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was found of a scenario written by hand, as a status and a sentence for the tester. */
record Claim(SpecScenario scenario, ClaimedBlocks blocks, Judgement judgement, Campaign campaign) {

  /** What was seen once is told as that. */
  private static final String ONCE = "seen once";

  /** What was never put to the test is left out, unless it looks like a slip. */
  CaseStatus status() {
    return switch (judgement.answer()) {
      case HOLDS -> scenario.claimsSomething() ? CaseStatus.SUCCESSFUL : CaseStatus.ABORTED;
      case DOES_NOT_HOLD, INCONCLUSIVE -> CaseStatus.FAILED;
      case UNTRIED -> looksLikeASlip() ? CaseStatus.FAILED : CaseStatus.ABORTED;
    };
  }

  private boolean looksLikeASlip() {
    return unknown().anyMatch(p -> !NearDestinations.of(p, campaign.destinations()).isEmpty());
  }

  /** Of what was not tried: what covers nothing that the device was ever seen to contact. */
  private Stream<DestinationPattern> unknown() {
    return judgement.untried().stream()
        .filter(pattern -> campaign.destinations().stream().noneMatch(pattern::covers));
  }

  String sentence() {
    return switch (judgement.answer()) {
      case HOLDS -> scenario.claimsSomething() ? age() : claimsNothing();
      case UNTRIED -> untried();
      case DOES_NOT_HOLD, INCONCLUSIVE -> doesNotHold();
    };
  }

  /**
   * A claim about a device that grew old holds up to an age; others are not told how young it was.
   */
  private String age() {
    Age age = Age.ofPassed(judgement.trialNumbers().stream().map(campaign::trial).toList());
    if (scenario.ages()) {
      return "'%s' held up to %s".formatted(scenario.name(), age.sentence());
    }
    return judgement.reason().contains(ONCE)
        ? "'%s' %s".formatted(scenario.name(), judgement.reason())
        : "";
  }

  private String claimsNothing() {
    return "'%s' claims nothing (%s): it uses no functionality and has no Then step. End it with 'Then <a functionality> succeeds' or another check"
        .formatted(scenario.name(), scenario.location());
  }

  private String untried() {
    String nothing =
        unknown()
            .map(
                pattern ->
                    "; nothing this device contacts matches '%s'%s"
                        .formatted(
                            pattern, NearDestinations.question(pattern, campaign.destinations())))
            .collect(Collectors.joining());
    String way =
        looksLikeASlip() || judgement.untried().isEmpty()
            ? ""
            : ". If that is meant, write 'destination %s is blocked, even if never contacted'"
                .formatted(judgement.untried().iterator().next());
    return "'%s' was not put to the test (%s): %s%s%s"
        .formatted(scenario.name(), scenario.location(), judgement.reason(), nothing, way);
  }

  private String doesNotHold() {
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
    List<String> conditions = new ArrayList<>();
    Set<DestinationPattern> refused = blocks.refused();
    if (!refused.isEmpty()) {
      String names =
          refused.stream().map(DestinationPattern::toString).collect(Collectors.joining(", "));
      conditions.add("destination%s %s blocked".formatted(refused.size() == 1 ? "" : "s", names));
    }
    new TreeMap<>(blocks.policies())
        .forEach((p, policy) -> conditions.add("destination %s %s".formatted(p, policy.words())));
    return conditions.isEmpty() ? "" : "With " + String.join(" and ", conditions) + ", ";
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
        .filter(verdict -> blocks.all().stream().anyMatch(p -> p.covers(verdict.destination())))
        .findFirst()
        .map(Claim::required)
        .orElse("");
  }

  private static String required(Verdict verdict) {
    return ". %s is required for it: %s".formatted(verdict.destination(), verdict.reason());
  }
}
