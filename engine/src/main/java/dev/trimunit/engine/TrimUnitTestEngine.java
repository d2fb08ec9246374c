// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import java.util.Optional;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestEngine;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestExecutorService;
import org.junit.platform.engine.support.hierarchical.ParallelHierarchicalTestExecutorServiceFactory;
import org.junit.platform.engine.support.hierarchical.ParallelHierarchicalTestExecutorServiceFactory.ParallelExecutorServiceType;

/** Runs specs of devices on the JUnit Platform. */
public final class TrimUnitTestEngine extends HierarchicalTestEngine<TrimUnitContext> {
  /** The engine's id. */
  public static final String ID = "trimunit";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public Optional<String> getGroupId() {
    return Optional.of("dev.trimunit");
  }

  @Override
  public Optional<String> getArtifactId() {
    return Optional.of("trimunit-engine");
  }

  @Override
  public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
    PlatformVersion.require(TrimUnitTestEngine.class.getClassLoader());
    RunDescriptor run =
        new RunDescriptor(
            uniqueId, new TrimUnitConfiguration(request.getConfigurationParameters()));
    SpecDiscovery.discover(request, run);
    return run;
  }

  @Override
  protected TrimUnitContext createExecutionContext(ExecutionRequest request) {
    return new TrimUnitContext(
        new Run(
            new TrimUnitConfiguration(request.getConfigurationParameters()),
            request.getRootTestDescriptor() instanceof RunDescriptor root
                ? root.limits()
                : Limits.NONE,
            request.getCancellationToken()));
  }

  @Override
  protected HierarchicalTestExecutorService createExecutorService(ExecutionRequest request) {
    int devices = request.getRootTestDescriptor().getChildren().size();
    boolean parallel =
        new TrimUnitConfiguration(request.getConfigurationParameters()).parallel() && devices > 1;
    return parallel
        ? ParallelHierarchicalTestExecutorServiceFactory.create(
            ParallelExecutorServiceType.FORK_JOIN_POOL, new OneThreadPerDevice(devices))
        : super.createExecutorService(request);
  }
}
