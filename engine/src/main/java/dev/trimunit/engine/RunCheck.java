// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.FileCheck;
import dev.trimunit.engine.gherkin.FileCheck.Checked;
import dev.trimunit.engine.gherkin.FileCheck.Material;
import dev.trimunit.engine.gherkin.Spec;
import dev.trimunit.engine.gherkin.SpecProblem;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.SourceLocation;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestDescriptor;

/** What is wrong with everything that a run would read, at once; nothing is run for it. */
final class RunCheck {
  private final TrimUnitConfiguration configuration;
  private final Set<String> mistakes = new LinkedHashSet<>();
  private final Map<String, Integer> read = new LinkedHashMap<>();

  private RunCheck(TrimUnitConfiguration configuration) {
    this.configuration = configuration;
  }

  /**
   * Says what was read, if nothing is wrong with it.
   *
   * @throws AssertionError with all mistakes
   */
  static String of(TestDescriptor root, Run run) {
    RunCheck check = new RunCheck(run.configuration());
    check.properties(run);
    check.specs(root);
    check.ages(root, run);
    check.files(root);
    String all =
        check.read.entrySet().stream()
            .map(entry -> counted(entry.getValue(), entry.getKey()))
            .collect(Collectors.joining(", "));
    if (check.mistakes.isEmpty()) {
      return "Checked, nothing is wrong: " + all + ". Nothing was run.";
    }
    throw CaseStatuses.failure(
        "check",
        "%s in %s. Nothing was run.%n  %s"
            .formatted(
                counted(check.mistakes.size(), "mistakes"),
                all,
                String.join(System.lineSeparator() + "  ", check.mistakes)),
        new SourceLocation("trimunit.check", 0));
  }

  /**
   * Looks at specs of which the rest is planned.
   *
   * @throws AssertionError with what is wrong within them
   */
  static void ofPlanned(List<FeatureDescriptor> features) {
    Set<String> mistakes = new LinkedHashSet<>();
    features.forEach(feature -> mistakes.addAll(problems(feature)));
    if (!mistakes.isEmpty()) {
      throw CaseStatuses.failure(
          "plan",
          "%s, at which a run fails; the plan is without it:%n  %s"
              .formatted(
                  counted(mistakes.size(), "mistakes"),
                  String.join(System.lineSeparator() + "  ", mistakes)),
          new SourceLocation("trimunit.plan", 0));
    }
  }

  private static List<String> problems(TestDescriptor of) {
    return of.getDescendants().stream()
        .filter(ProblemDescriptor.class::isInstance)
        .flatMap(problem -> ((ProblemDescriptor) problem).problems().stream())
        .map(SpecProblem::toString)
        .toList();
  }

  private static String counted(int count, String things) {
    return count + " " + (count == 1 ? things.substring(0, things.length() - 1) : things);
  }

  private void properties(Run run) {
    mistakes.addAll(configuration.unknown());
    for (Runnable value :
        List.<Runnable>of(
            run::checkProtocol,
            run.lab()::check,
            run.lab()::checkEndurance,
            run.lab()::checkMargin,
            configuration::errorBound,
            configuration::off,
            configuration::shorterOff,
            configuration::watch,
            configuration::trialLimit,
            configuration::exportsEverything,
            () -> configuration.remembersOnce(true),
            configuration::seed)) {
      try {
        value.run();
      } catch (RuntimeException e) {
        mistakes.add(String.valueOf(e.getMessage()));
      }
    }
  }

  private void specs(TestDescriptor root) {
    read.put("specs", specsOf(root).size());
    mistakes.addAll(problems(root));
  }

  /** What cannot be run in the lab that was chosen; whether there is such a lab is told already. */
  private void ages(TestDescriptor root, Run run) {
    if (run.lab().isInRealTime()) {
      specsOf(root).forEach(spec -> days(spec, run));
    }
    if (run.lab().onlyRefuses()) {
      specsOf(root).stream()
          .flatMap(spec -> spec.scenarios().stream())
          .flatMap(scenario -> scenario.needsPolicies(configuration.lab()).stream())
          .forEach(problem -> mistakes.add(problem.toString()));
    }
  }

  private void days(Spec spec, Run run) {
    boolean pass;
    try {
      pass = run.lab().passesDays(spec.device());
    } catch (LabException e) {
      return; // What is wrong with the device's file is told with the files.
    }
    spec.scenarios().stream()
        .flatMap(scenario -> scenario.needsVirtualTime(configuration.lab(), pass).stream())
        .forEach(problem -> mistakes.add(problem.toString()));
  }

  private void files(TestDescriptor root) {
    Material material =
        new Material(
            ClasspathResources.ofTheRun(),
            configuration.lab(),
            configuration.given(),
            specsOf(root),
            configuration.filters().selectsEverything());
    for (FileCheck check : ServiceLoader.load(FileCheck.class, ClasspathResources.classLoader())) {
      Checked checked = check.check(material);
      checked.read().forEach((files, count) -> read.merge(files, count, Integer::sum));
      mistakes.addAll(checked.mistakes());
    }
  }

  private static List<Spec> specsOf(TestDescriptor root) {
    return root.getChildren().stream()
        .filter(FeatureDescriptor.class::isInstance)
        .map(feature -> ((FeatureDescriptor) feature).spec())
        .toList();
  }
}
