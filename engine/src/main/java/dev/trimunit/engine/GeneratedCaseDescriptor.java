// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.SpecScenario;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.CaseResult.Kind;
import dev.trimunit.engine.model.Verdict;
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
        new CaseResult(
            getUniqueId().toString(),
            Kind.GENERATED,
            verdict.device(),
            getDisplayName(),
            location(),
            verdict.usage(),
            verdict,
            CaseStatuses.of(verdict, difference),
            CaseStatuses.message(verdict, difference),
            verdict.trialNumbers()));
    return context;
  }
}
