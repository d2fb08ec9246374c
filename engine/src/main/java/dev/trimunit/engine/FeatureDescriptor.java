// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.Spec;
import java.util.Set;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.hierarchical.ExclusiveResource;
import org.junit.platform.engine.support.hierarchical.ExclusiveResource.LockMode;

/** A feature file. */
final class FeatureDescriptor extends SpecNode {
  static final String SEGMENT = "feature";

  private final SpecFile file;
  private final Spec spec;
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

  @Override
  public TrimUnitContext before(TrimUnitContext context) {
    return spec.problems().isEmpty()
        ? context.in(new FeatureRun(context.run(), spec))
        : context;
  }
}
