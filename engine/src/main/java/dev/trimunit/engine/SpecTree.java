// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.Spec;
import dev.trimunit.engine.gherkin.SpecProblem;
import dev.trimunit.engine.gherkin.SpecScenario;
import dev.trimunit.engine.gherkin.SpecScenario.Kind;
import dev.trimunit.engine.model.Usage;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.DiscoveryIssue;
import org.junit.platform.engine.DiscoveryIssue.Severity;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.UniqueId.Segment;
import org.junit.platform.engine.support.discovery.DiscoveryIssueReporter;

/**
 * Fills the nodes of feature files, in the order in which things happen in the lab: calibrations, generated
 * cases, scenarios written by hand, promises.
 */
final class SpecTree {
  private final DiscoveryIssueReporter issues;

  SpecTree(DiscoveryIssueReporter issues) {
    this.issues = issues;
  }

  TestDescriptor.Visitor visitor() {
    return descriptor -> {
      if (descriptor instanceof RunDescriptor run) {
        List<FeatureDescriptor> features =
            run.getChildren().stream().map(FeatureDescriptor.class::cast).toList();
        features.forEach(feature -> fill(feature, run.configuration()));
        features.stream()
            .filter(feature -> feature.getChildren().isEmpty())
            .forEach(TestDescriptor::removeFromHierarchy);
      }
    };
  }

  private void fill(FeatureDescriptor feature, TrimUnitConfiguration configuration) {
    Spec spec = feature.spec();
    if (!spec.problems().isEmpty()) {
      addProblem(feature, "reading " + feature.file().name(), spec.tags(), spec.problems());
      return;
    }
    feature.selection().widen(spec.scenarios());
    for (Kind kind : Kind.values()) {
      spec.scenarios(kind).forEach(scenario -> fill(feature, scenario, configuration));
    }
  }

  private void fill(
      FeatureDescriptor feature, SpecScenario scenario, TrimUnitConfiguration configuration) {
    Spec spec = feature.spec();
    List<Usage> usages = spec.usages(scenario).stream().filter(configuration::selects).toList();
    boolean leftOut = usages.isEmpty() && !spec.usages(scenario).isEmpty();
    if (leftOut) {
      return;
    }
    if (!scenario.problems().isEmpty()) {
      if (feature.selection().wants(segment(scenario), scenario, spec.scenarios())) {
        addProblem(feature, scenario.name(), scenario.tags(), scenario.problems());
      }
      return;
    }
    switch (scenario.kind()) {
      case FUNCTIONALITY -> usages.forEach(usage -> addCalibration(feature, scenario, usage));
      case GENERATED -> addOutline(feature, scenario, usages);
      case SCENARIO ->
          add(feature, scenario, new ScenarioDescriptor(id(feature, scenario), feature.file(), scenario));
      case PROMISE ->
          add(feature, scenario, new PromiseDescriptor(id(feature, scenario), feature.file(), scenario));
    }
  }

  private static void addCalibration(
      FeatureDescriptor feature, SpecScenario recipe, Usage usage) {
    UniqueId id =
        feature.getUniqueId().append(CalibrationDescriptor.SEGMENT, usage.toString());
    add(feature, recipe, new CalibrationDescriptor(id, feature.file(), recipe, usage));
  }

  private static void addOutline(
      FeatureDescriptor feature, SpecScenario outline, List<Usage> usages) {
    UniqueId id = id(feature, outline);
    Set<String> cases =
        feature.selection().cases(id.getLastSegment(), outline, feature.spec().scenarios());
    add(feature, outline, new OutlineDescriptor(id, feature.file(), outline, usages, cases));
  }

  private static void add(FeatureDescriptor feature, SpecScenario scenario, SpecNode node) {
    Segment segment = node.getUniqueId().getLastSegment();
    if (feature.selection().wants(segment, scenario, feature.spec().scenarios())) {
      feature.addChild(node);
    }
  }

  private static UniqueId id(FeatureDescriptor feature, SpecScenario scenario) {
    return feature.getUniqueId().append(segment(scenario));
  }

  private static Segment segment(SpecScenario scenario) {
    String type =
        switch (scenario.kind()) {
          case FUNCTIONALITY -> ProblemDescriptor.SEGMENT;
          case GENERATED -> OutlineDescriptor.SEGMENT;
          case SCENARIO -> ScenarioDescriptor.SEGMENT;
          case PROMISE -> PromiseDescriptor.SEGMENT;
        };
    return UniqueId.root(type, String.valueOf(scenario.location().line())).getLastSegment();
  }

  private void addProblem(
      FeatureDescriptor feature, String name, Set<String> tags, List<SpecProblem> problems) {
    int line = problems.get(0).location().line();
    UniqueId id =
        feature.getUniqueId().append(ProblemDescriptor.SEGMENT, String.valueOf(line));
    feature.addChild(new ProblemDescriptor(id, name, feature.file(), tags, problems));
    for (SpecProblem problem : problems) {
      issues.reportIssue(
          DiscoveryIssue.builder(Severity.WARNING, problem.toString())
              .source(feature.file().source(problem.location().line())));
    }
  }
}
