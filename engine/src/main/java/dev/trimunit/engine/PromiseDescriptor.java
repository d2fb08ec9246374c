// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.PromiseOutcome;
import dev.trimunit.engine.gherkin.SpecScenario;
import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.model.CaseResult.Kind;
import dev.trimunit.engine.model.CaseResultBuilder;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.SourceLocation;
import dev.trimunit.engine.model.StepRecord;
import java.util.List;
import org.junit.platform.engine.UniqueId;

/** A promise: judged once, on the findings of the run. */
final class PromiseDescriptor extends SpecNode {
  static final String SEGMENT = "promise";

  private final SpecScenario promise;

  PromiseDescriptor(UniqueId uniqueId, SpecFile file, SpecScenario promise) {
    super(uniqueId, promise.name(), file, promise.location().line(), promise.tags());
    this.promise = promise;
  }

  @Override
  public SkipResult shouldBeSkipped(TrimUnitContext context) {
    return RecordingRun.judging(context);
  }

  @Override
  public TrimUnitContext execute(TrimUnitContext context, DynamicTestExecutor executor) {
    requireKnownWords(context, promise);
    try {
      PromiseOutcome outcome = context.feature().promise(promise);
      String part = outcome.kept() ? context.run().configuration().filters().partsLeftOut() : "";
      end(
          context,
          part.isEmpty() ? status(outcome) : CaseStatus.ABORTED,
          part.isEmpty()
              ? message(outcome)
              : "It holds for what this run looked at (%s): run without that to judge it"
                  .formatted(part),
          outcome.location(),
          outcome.steps());
    } catch (CampaignStopped stopped) {
      end(
          context,
          CaseEndings.status(context),
          CaseEndings.sentence(stopped),
          location(),
          List.of());
    }
    return context;
  }

  private static CaseStatus status(PromiseOutcome outcome) {
    if (outcome.kept()) {
      return CaseStatus.SUCCESSFUL;
    }
    return outcome.leftOut() ? CaseStatus.ABORTED : CaseStatus.FAILED;
  }

  private static String message(PromiseOutcome outcome) {
    return outcome.kept() ? "" : "%s (%s)".formatted(outcome.reason(), outcome.location());
  }

  private void end(
      TrimUnitContext context,
      CaseStatus status,
      String message,
      SourceLocation where,
      List<StepRecord> steps) {
    CaseEndings.end(
        context,
        CaseResultBuilder.stagedBuilder()
            .uniqueId(getUniqueId().toString())
            .kind(Kind.PROMISE)
            .device(context.feature().device().id())
            .name(getDisplayName())
            .location(where)
            .usage(null)
            .verdict(null)
            .status(status)
            .message(message)
            .decidingTrials(List.of())
            .steps(steps)
            .build());
  }
}
