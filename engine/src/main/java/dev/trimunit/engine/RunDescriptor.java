// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.Spec;
import dev.trimunit.engine.gherkin.SpecReader;
import dev.trimunit.engine.model.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** The root: a run, which opens the lab and leaves it as found. */
final class RunDescriptor extends EngineDescriptor implements Node<TrimUnitContext> {
  private final TrimUnitConfiguration configuration;
  private final SpecReader reader;
  private Limits limits = Limits.NONE;
  private int discovered;
  private boolean asked = true;

  RunDescriptor(UniqueId uniqueId, TrimUnitConfiguration configuration) {
    super(uniqueId, "TrimUnit");
    this.configuration = configuration;
    this.reader = new SpecReader(configuration.glue());
  }

  TrimUnitConfiguration configuration() {
    return configuration;
  }

  /** Everything that is to run was found, and this is what it was limited to. */
  void found(Limits asked) {
    limits = asked;
    discovered = getDescendants().size();
  }

  /** Classes were asked for, which may be suites: they start runs of their own. */
  void nothingAsked() {
    asked = false;
  }

  /** What the run is limited to, tags and other filters of JUnit included. */
  Limits limits() {
    return getDescendants().size() < discovered
        ? limits.alsoWithin("tags or other filters of JUnit")
        : limits;
  }

  SpecReader reader() {
    return reader;
  }

  /** Whether a suite class started it, which tells no discovery issues of the engines inside. */
  boolean isInSuite() {
    return getUniqueId().getSegments().size() > 1;
  }

  private static List<Spec> specs(List<FeatureDescriptor> features) {
    return features.stream().map(FeatureDescriptor::spec).toList();
  }

  @Override
  public void around(TrimUnitContext context, Invocation<TrimUnitContext> invocation)
      throws Exception {
    Shutdown leaving = new Shutdown(this::open, context.run(), System.err::println);
    Thread hook =
        new Thread(() -> leaving.leave(Runtime.getRuntime()::halt), "trimunit-leaves-the-lab");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      invocation.invoke(context);
    } catch (OutOfMemoryError e) {
      // JUnit takes it for the end of everything: what was settled is told all the same.
      context.run().interrupt();
      context.run().close();
      throw e;
    } finally {
      leaving.over();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The virtual machine is going: the hook is at work.
      }
    }
  }

  @Override
  public TrimUnitContext before(TrimUnitContext context) {
    if (!asked) {
      return context;
    }
    if (isInSuite()) {
      configuration.unknown().forEach(System.err::println);
    }
    if (configuration.check()) {
      System.out.println(RunCheck.of(this, context.run()));
      return context;
    }
    List<FeatureDescriptor> features =
        getChildren().stream()
            .filter(FeatureDescriptor.class::isInstance)
            .map(FeatureDescriptor.class::cast)
            .filter(FeatureDescriptor::canRun)
            .toList();
    features.forEach(feature -> feature.announce(context.run()));
    if (features.isEmpty()) {
      return context;
    }
    RecordMode mode = configuration.recordMode();
    if (configuration.plan()) {
      System.out.println(RunPlan.of(context.run(), features));
      RunCheck.ofPlanned(features);
    } else if (mode.keeps()) {
      new RecordingRun(configuration, specs(features), System.out).keep();
    } else {
      if (mode == RecordMode.RECORD) {
        new RecordingRun(configuration, specs(features), System.out).record();
      }
      context.run().open();
    }
    return context;
  }

  @Override
  public void after(TrimUnitContext context) {
    context.run().close();
    context.run().unmetDestinations().ifPresent(RunDescriptor::fail);
    List<Throwable> thrown = context.run().thrown();
    if (!thrown.isEmpty()) {
      IllegalStateException failure =
          new IllegalStateException(
              "The reports of this run are not complete. " + thrown.get(0).getMessage(),
              thrown.get(0));
      thrown.stream().skip(1).forEach(failure::addSuppressed);
      throw failure;
    }
  }

  private static void fail(String sentence) {
    throw CaseStatuses.failure(
        "finding destinations", sentence, new SourceLocation("properties", 0));
  }

  /** What has not come to its end, in the order of the specs. */
  List<SpecNode> open() {
    List<SpecNode> open = new ArrayList<>();
    for (TestDescriptor feature : getChildren()) {
      feature.getChildren().stream()
          .filter(SpecNode.class::isInstance)
          .map(SpecNode.class::cast)
          .filter(node -> !node.hasEnded())
          .forEach(open::add);
    }
    return open;
  }
}
