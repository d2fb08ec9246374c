// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.SpecScenario;
import dev.trimunit.engine.model.CaseResult.Kind;
import dev.trimunit.engine.model.CaseResultBuilder;
import dev.trimunit.engine.model.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.UniqueId;

/** One destination, functionality and vantage: reports its verdict. */
final class GeneratedCaseDescriptor extends SpecNode {
  static final String SEGMENT = "case";

  private final Verdict verdict;

  GeneratedCaseDescriptor(
      UniqueId uniqueId, String name, SpecFile file, SpecScenario outline, Verdict verdict) {
    super(uniqueId, name, file, outline.location().line(), outline.tags());
    this.verdict = verdict;
  }

  @Override
  public TrimUnitContext execute(TrimUnitContext context, DynamicTestExecutor executor) {
    Optional<String> difference = context.feature().difference(verdict);
    CaseEndings.end(
        context,
        CaseResultBuilder.stagedBuilder()
            .uniqueId(getUniqueId().toString())
            .kind(Kind.GENERATED)
            .device(verdict.device())
            .name(getDisplayName())
            .location(location())
            .usage(verdict.usage())
            .verdict(verdict)
            .status(CaseStatuses.of(verdict, difference))
            .message(CaseStatuses.message(verdict, difference))
            .decidingTrials(verdict.trialNumbers())
            .steps(List.of())
            .build());
    return context;
  }
}
