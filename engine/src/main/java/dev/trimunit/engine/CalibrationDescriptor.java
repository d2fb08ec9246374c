// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.campaign.CalibrationResult;
import dev.trimunit.engine.gherkin.SpecScenario;
import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.CaseResult.Kind;
import dev.trimunit.engine.model.CaseResultBuilder;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.Usage;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.UniqueId;

/** Shows that a usage works without any block, and that its check can fail. */
final class CalibrationDescriptor extends SpecNode {
  static final String SEGMENT = "calibration";

  private final SpecScenario recipe;
  private final Usage usage;

  CalibrationDescriptor(
      UniqueId uniqueId, SpecFile file, SpecScenario recipe, Usage usage, String name) {
    super(uniqueId, name, file, recipe.location().line(), recipe.tags());
    this.recipe = recipe;
    this.usage = usage;
  }

  @Override
  public TrimUnitContext execute(TrimUnitContext context, DynamicTestExecutor executor) {
    requireKnownWords(context, recipe);
    try {
      if (recipe.isOnce()) {
        end(context, CaseStatus.ABORTED, once(), List.of());
        return context;
      }
      if (context.feature().records()) {
        record(context);
        return context;
      }
      CalibrationResult result = context.feature().calibrate(usage);
      CaseStatus status = result.calibrated() ? CaseStatus.SUCCESSFUL : CaseStatus.FAILED;
      end(context, status, message(result), result.trialNumbers());
    } catch (CampaignStopped stopped) {
      end(context, CaseEndings.status(context), CaseEndings.sentence(stopped), List.of());
    }
    return context;
  }

  private String once() {
    return "%s can be done once only on this unit (@once, %s), so no trial repeats it: it has no verdicts, and counts as rare and not tested, unless a scenario by hand uses it, in one trial"
        .formatted(usage, location());
  }

  private void record(TrimUnitContext context) {
    Optional<String> obstacle = context.feature().record(usage);
    CaseStatus status = obstacle.isEmpty() ? CaseStatus.SUCCESSFUL : CaseStatus.FAILED;
    end(context, status, obstacle.orElse(""), List.of());
  }

  private String message(CalibrationResult result) {
    return result.calibrated()
        ? ""
        : "%s cannot be judged (%s): %s".formatted(usage, location(), result.reason());
  }

  private void end(
      TrimUnitContext context, CaseStatus status, String message, List<Integer> trials) {
    CaseResult result =
        CaseResultBuilder.stagedBuilder()
            .uniqueId(getUniqueId().toString())
            .kind(Kind.CALIBRATION)
            .device(context.feature().device().id())
            .name(getDisplayName())
            .location(location())
            .usage(usage)
            .verdict(null)
            .status(status)
            .message(message)
            .decidingTrials(trials)
            .steps(List.of())
            .build();
    CaseEndings.end(context, result);
  }
}
