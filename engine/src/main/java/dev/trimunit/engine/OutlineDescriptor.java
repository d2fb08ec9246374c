// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.SpecScenario;
import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;

/** An outline without Examples: each verdict becomes a test as soon as it is settled. */
final class OutlineDescriptor extends SpecNode {
  static final String SEGMENT = "outline";

  private final SpecFile file;
  private final SpecScenario outline;
  private final List<Usage> usages;
  private final Set<String> wanted;

  /**
   * @param usages that it is about
   * @param wanted the names of the only cases to run; empty for all
   */
  OutlineDescriptor(
      UniqueId uniqueId,
      SpecFile file,
      SpecScenario outline,
      List<Usage> usages,
      Set<String> wanted) {
    super(uniqueId, outline.name(), file, outline.location().line(), outline.tags());
    this.file = file;
    this.outline = outline;
    this.usages = List.copyOf(usages);
    this.wanted = new TreeSet<>(wanted);
  }

  @Override
  public TestDescriptor.Type getType() {
    return TestDescriptor.Type.CONTAINER;
  }

  @Override
  public boolean mayRegisterTests() {
    return true;
  }

  /** Whether a case with this destination is among those that are wanted. */
  boolean wants(Destination destination) {
    return wanted.isEmpty() || usages.stream().anyMatch(usage -> wants(usage, destination));
  }

  private boolean wants(Usage usage, Destination destination) {
    return wanted.isEmpty() || wanted.contains(outline.caseName(usage, destination.toString()));
  }

  @Override
  public SkipResult shouldBeSkipped(TrimUnitContext context) {
    return RecordingRun.judging(context);
  }

  @Override
  public TrimUnitContext execute(TrimUnitContext context, DynamicTestExecutor executor) {
    requireKnownWords(context, outline);
    try {
      List<Gate> before = context.feature().campaign().gates();
      context.feature().settle(outline, verdict -> register(verdict, executor));
      registerGates(context, before.size(), executor);
    } catch (CampaignStopped stopped) {
      String message =
          "%s Settled before: %s of '%s'; the others were not run."
              .formatted(
                  CaseEndings.sentence(stopped),
                  getChildren().size() == 1 ? "1 case" : getChildren().size() + " cases",
                  outline.name());
      CaseStatuses.conclude(CaseEndings.status(context), getDisplayName(), message, location());
    }
    return context;
  }

  /** What a promise had settled before is of this outline, too, if no outline told it. */
  private void registerGates(TrimUnitContext context, int before, DynamicTestExecutor executor) {
    List<Gate> gates = context.feature().campaign().gates();
    for (Gate gate : gates.subList(before, gates.size())) {
      String name = before == 0 ? "nightly gate" : "nightly gate " + (before + 1);
      GateDescriptor test =
          new GateDescriptor(
              getUniqueId().append(GateDescriptor.SEGMENT, name), name, file, outline, gate);
      addChild(test);
      executor.execute(test);
    }
  }

  private void register(Verdict verdict, DynamicTestExecutor executor) {
    if (!wants(verdict.usage(), verdict.destination())) {
      return;
    }
    String name = outline.caseName(verdict.usage(), verdict.destination().toString());
    GeneratedCaseDescriptor test =
        new GeneratedCaseDescriptor(
            getUniqueId().append(GeneratedCaseDescriptor.SEGMENT, name),
            name,
            file,
            outline,
            verdict);
    addChild(test);
    executor.execute(test);
  }
}
