// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.campaign.Judgement;
import dev.trimunit.engine.gherkin.Rehearsal;
import dev.trimunit.engine.gherkin.SpecScenario;
import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.model.CaseResult.Kind;
import dev.trimunit.engine.model.CaseResultBuilder;
import dev.trimunit.engine.model.CaseStatus;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.UniqueId;

/** A scenario written by hand: passes or fails. */
final class ScenarioDescriptor extends SpecNode {
  static final String SEGMENT = "scenario";

  private final SpecScenario scenario;

  /**
   * @param what stands before the scenario's name, in a run that does not judge it
   */
  ScenarioDescriptor(UniqueId uniqueId, SpecFile file, SpecScenario scenario, String what) {
    super(uniqueId, what + scenario.name(), file, scenario.location().line(), scenario.tags());
    this.scenario = scenario;
  }

  /** A run that records needs it only for states that no functionality shows. */
  @Override
  public SkipResult shouldBeSkipped(TrimUnitContext context) {
    return context.feature().showsMore(scenario)
        ? SkipResult.doNotSkip()
        : RecordingRun.judging(context);
  }

  @Override
  public TrimUnitContext execute(TrimUnitContext context, DynamicTestExecutor executor) {
    requireKnownWords(context, scenario);
    try {
      if (context.feature().records()) {
        record(context);
      } else {
        judge(context);
      }
    } catch (CampaignStopped stopped) {
      end(context, CaseEndings.status(context), CaseEndings.sentence(stopped), List.of());
    }
    return context;
  }

  private void record(TrimUnitContext context) {
    Optional<String> obstacle = context.feature().record(scenario);
    CaseStatus status = obstacle.isEmpty() ? CaseStatus.SUCCESSFUL : CaseStatus.FAILED;
    end(context, status, obstacle.orElse(""), List.of());
  }

  private void judge(TrimUnitContext context) {
    FeatureRun feature = context.feature();
    Optional<String> obstacle = feature.obstacle(scenario);
    if (obstacle.isPresent()) {
      end(context, CaseStatus.FAILED, obstacle.get(), List.of());
      return;
    }
    Optional<String> usedUp = feature.usedUp(scenario);
    if (usedUp.isPresent()) {
      end(context, CaseStatus.ABORTED, usedUp.get(), List.of());
      return;
    }
    Rehearsal rehearsal = feature.rehearse(scenario);
    if (!rehearsal.obstacle().isEmpty()) {
      end(
          context,
          rehearsal.leftOut() ? CaseStatus.ABORTED : CaseStatus.FAILED,
          "'%s' cannot be put to the test (%s): %s"
              .formatted(scenario.name(), location(), rehearsal.obstacle()),
          List.of());
      return;
    }
    Judgement judgement = feature.judge(scenario, rehearsal.blocks());
    Claim claim = new Claim(scenario, rehearsal.blocks(), judgement, feature.campaign());
    end(context, claim.status(), claim.sentence(), judgement.trialNumbers());
  }

  private void end(
      TrimUnitContext context, CaseStatus status, String message, List<Integer> trials) {
    CaseEndings.end(
        context,
        CaseResultBuilder.stagedBuilder()
            .uniqueId(getUniqueId().toString())
            .kind(Kind.SCENARIO)
            .device(context.feature().device().id())
            .name(getDisplayName())
            .location(location())
            .usage(null)
            .verdict(null)
            .status(status)
            .message(message)
            .decidingTrials(trials)
            .steps(List.of())
            .build());
  }
}
