// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.SpecScenario;
import dev.trimunit.engine.model.CaseResult;
import dev.trimunit.engine.model.CaseResultBuilder;
import dev.trimunit.engine.model.CaseStatus;
import dev.trimunit.engine.model.SourceLocation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** What the nodes of a feature file have in common. */
abstract class SpecNode extends AbstractTestDescriptor implements Node<TrimUnitContext> {
  private static final String DEVICE_ID = "[a-z0-9][a-z0-9._-]*";

  private final SourceLocation location;
  private final Set<TestTag> tags = new LinkedHashSet<>();
  private volatile boolean ended;

  SpecNode(UniqueId uniqueId, String name, SpecFile file, int line, Set<String> specTags) {
    super(uniqueId, name, file.source(line));
    this.location = new SourceLocation(file.name(), line);
    specTags.stream()
        .map(tag -> tag.substring(1))
        .filter(TestTag::isValid)
        .map(TestTag::create)
        .forEach(tags::add);
  }

  /**
   * Tells reports what keeps something from running: whoever reads only them must not see a good
   * run.
   */
  final void tellProblem(TrimUnitContext context, String device, String message) {
    context
        .run()
        .listener()
        .caseFinished(
            CaseResultBuilder.stagedBuilder()
                .uniqueId(getUniqueId().toString())
                .kind(CaseResult.Kind.SCENARIO)
                .device(device.matches(DEVICE_ID) ? device : "unknown-device")
                .name(getDisplayName())
                .location(location)
                .usage(null)
                .verdict(null)
                .status(CaseStatus.FAILED)
                .message(message)
                .decidingTrials(List.of())
                .steps(List.of())
                .build());
  }

  /** Fails, before anything is tried, if the scenario calls the device by a word of another. */
  final void requireKnownWords(TrimUnitContext context, SpecScenario scenario) {
    context
        .feature()
        .problem(scenario)
        .ifPresent(
            problem -> {
              String message = problem.toString();
              tellProblem(context, context.feature().device().id(), message);
              throw CaseStatuses.failure(getDisplayName(), message, problem.location());
            });
  }

  /** Where it stands in the feature file. */
  final SourceLocation location() {
    return location;
  }

  /** Whether it was run to its end: not skipped, and not cut short because the run was stopped. */
  final boolean hasEnded() {
    return ended;
  }

  @Override
  public void nodeFinished(
      TrimUnitContext context, TestDescriptor descriptor, TestExecutionResult result) {
    ended = !context.run().cancelled();
  }

  @Override
  public final Set<TestTag> getTags() {
    return new LinkedHashSet<>(tags);
  }

  @Override
  public TestDescriptor.Type getType() {
    return TestDescriptor.Type.TEST;
  }

  /** Everything of one device happens in one thread, in the order of the tree. */
  @Override
  public ExecutionMode getExecutionMode() {
    return ExecutionMode.SAME_THREAD;
  }
}
