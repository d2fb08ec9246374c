// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.DiscoveryIssue.Severity;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.support.discovery.DiscoveryIssueReporter;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver.InitializationContext;

/** From selectors to the tree of tests. */
final class SpecDiscovery {
  private static final EngineDiscoveryRequestResolver<RunDescriptor> RESOLVER =
      EngineDiscoveryRequestResolver.<RunDescriptor>builder()
          .addSelectorResolver(SpecDiscovery::resolver)
          .addTestDescriptorVisitor(SpecDiscovery::tree)
          .build();

  /**
   * Problem: a suite prints each issue twice, and Failsafe discovers its suites twice. Solution:
   * there, what is wrong with a spec is told by its failing test only.
   */
  private static final DiscoveryIssueReporter ALREADY_TOLD =
      DiscoveryIssueReporter.consuming(issue -> {});

  private SpecDiscovery() {}

  static void discover(EngineDiscoveryRequest request, RunDescriptor run) {
    DiscoveryIssueReporter issues =
        DiscoveryIssueReporter.deduplicating(
            DiscoveryIssueReporter.forwarding(request.getDiscoveryListener(), run.getUniqueId()));
    RESOLVER.resolve(request, run, issues);
    if (run.getChildren().isEmpty() && !request.getSelectorsByType(ClassSelector.class).isEmpty()) {
      run.nothingAsked();
    }
    if (run.isInSuite()) {
      return; // The run tells it, once: see RunDescriptor.
    }
    run.configuration()
        .unknown()
        .forEach(sentence -> issues.reportIssue(DiscoveryIssue.create(Severity.WARNING, sentence)));
  }

  private static TestDescriptor.Visitor tree(InitializationContext<RunDescriptor> context) {
    RunDescriptor run = context.getEngineDescriptor();
    SpecTree tree =
        new SpecTree(
            run.configuration(),
            run.reader(),
            ClasspathResources.ofTheRun(),
            run.isInSuite() ? ALREADY_TOLD : context.getIssueReporter());
    return descriptor -> {
      if (descriptor instanceof RunDescriptor root) {
        tree.fill(root);
      }
    };
  }

  private static SpecResolver resolver(InitializationContext<RunDescriptor> context) {
    return new SpecResolver(context.getEngineDescriptor().reader(), context.getPackageFilter());
  }
}
