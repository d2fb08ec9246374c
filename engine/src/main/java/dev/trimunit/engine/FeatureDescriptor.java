// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.Spec;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.hierarchical.ExclusiveResource;
import org.junit.platform.engine.support.hierarchical.ExclusiveResource.LockMode;

/** A feature file. */
final class FeatureDescriptor extends SpecNode {
  static final String SEGMENT = "feature";

  private final SpecFile file;
  private Spec spec;
  private final SpecSelection selection = new SpecSelection();

  FeatureDescriptor(UniqueId uniqueId, SpecFile file, Spec spec) {
    super(uniqueId, spec.name(), file, spec.location().line(), spec.tags());
    this.file = file;
    this.spec = spec;
  }

  SpecFile file() {
    return file;
  }

  Spec spec() {
    return spec;
  }

  /** Takes what the checks have made of the spec. */
  void check(UnaryOperator<Spec> checks) {
    spec = checks.apply(spec);
  }

  /** Whether anything of it needs the lab. */
  boolean canRun() {
    return getChildren().stream().anyMatch(child -> !(child instanceof ProblemDescriptor));
  }

  void announce(Run run) {
    run.spec(spec.device(), file.name(), spec.fingerprint());
  }

  /** What of it is to run; selectors add to it. */
  SpecSelection selection() {
    return selection;
  }

  @Override
  public TestDescriptor.Type getType() {
    return TestDescriptor.Type.CONTAINER;
  }

  @Override
  public ExecutionMode getExecutionMode() {
    return ExecutionMode.CONCURRENT;
  }

  /** Two feature files of one device run one after the other. */
  @Override
  public Set<ExclusiveResource> getExclusiveResources() {
    return Set.of(new ExclusiveResource("trimunit.device." + spec.device(), LockMode.READ_WRITE));
  }

  /** Tells the device's campaign which destinations were asked for, before it settles any. */
  private void select(FeatureRun run) {
    getChildren().stream()
        .filter(OutlineDescriptor.class::isInstance)
        .map(OutlineDescriptor.class::cast)
        .forEach(outline -> run.select(outline::wants));
  }

  @Override
  public SkipResult shouldBeSkipped(TrimUnitContext context) {
    return context
        .run()
        .configuration()
        .nothingRuns()
        .map(SkipResult::skip)
        .orElseGet(() -> RecordingRun.keeping(context));
  }

  @Override
  public TrimUnitContext before(TrimUnitContext context) {
    if (!canRun()) {
      return context;
    }
    FeatureRun run = open(context);
    select(run);
    return context.in(run);
  }

  private FeatureRun open(TrimUnitContext context) {
    try {
      return new FeatureRun(context.run(), spec);
    } catch (LabException | LabFault e) {
      String message = String.valueOf(e.getMessage());
      tellProblem(context, spec.device(), message);
      throw CaseStatuses.failure(getDisplayName(), message, location());
    }
  }
}
