// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.gherkin.SpecScenario.Kind;
import dev.trimunit.engine.model.SourceLocation;
import io.cucumber.core.gherkin.Feature;
import io.cucumber.core.gherkin.FeatureParser;
import io.cucumber.core.gherkin.FeatureParserException;
import io.cucumber.core.gherkin.Pickle;
import io.cucumber.core.gherkin.Step;
import io.cucumber.core.gherkin.StepType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads feature files; each once. */
public final class SpecReader {
  private static final String DEVICE_TAG = "@device=";
  private static final Pattern PARSE_ERROR = Pattern.compile("\\((\\d+):(\\d+)\\): (.+)");

  private final FeatureParser parser;
  private final SpecChecks checks;
  private final CucumberSteps steps;
  private final Supplier<UUID> ids;

  /** With the steps of these packages. */
  public SpecReader(List<String> gluePackages) {
    this.ids = new CountingIds();
    this.parser =
        ServiceLoader.load(FeatureParser.class, SpecReader.class.getClassLoader())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("No Gherkin parser on the class path"));
    this.steps = new CucumberSteps(gluePackages);
    this.checks = new SpecChecks(steps);
  }

  /**
   * Reads one file. What is wrong with its text is in the spec, never thrown; see {@link #check}.
   *
   * @param uri of the file, for Cucumber's formatters
   * @param file as the tester knows it
   * @param text its content
   */
  public Spec read(URI uri, String file, String text) {
    try {
      return parser
          .parse(uri, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), ids)
          .map(feature -> spec(feature, uri, file))
          .orElseGet(
              () -> broken(uri, file, 1, "The file holds no feature. Begin it with 'Feature:'."));
    } catch (FeatureParserException e) {
      List<SpecProblem> problems = parseErrors(file, String.valueOf(e.getMessage()));
      Languages.hint(text)
          .ifPresent(hint -> problems.add(0, new SpecProblem(new SourceLocation(file, 1), hint)));
      return Spec.broken(uri, file, problems);
    } catch (IOException e) {
      throw new UncheckedIOException("Bytes in memory cannot be read", e);
    }
  }

  /**
   * A spec that was read, with everything that is wrong with it.
   *
   * @param recipes of the other files of its device
   */
  public Spec check(Spec spec, List<SpecScenario> recipes) {
    return spec.problems().isEmpty() || !spec.scenarios().isEmpty()
        ? checks.check(spec.sharing(recipes))
        : spec;
  }

  /**
   * One sentence for each package that was named for its steps and holds nothing of the kind.
   *
   * @param packages that there are, for near misses; asked only if something is wrong
   */
  public List<String> emptyGlue(Supplier<List<String>> packages) {
    return steps.emptyPackages().stream()
        .map(
            name ->
                "trimunit.glue=%s: no step, hook or parameter type is in that package or below it. %s"
                    .formatted(name, NearMisses.sentence(name, packages.get(), "packages")))
        .toList();
  }

  private static Spec broken(URI uri, String file, int line, String message) {
    return Spec.broken(
        uri, file, List.of(new SpecProblem(new SourceLocation(file, line), message)));
  }

  private static List<SpecProblem> parseErrors(String file, String message) {
    List<SpecProblem> problems = new ArrayList<>();
    Matcher matcher = PARSE_ERROR.matcher(message);
    while (matcher.find()) {
      problems.add(
          new SpecProblem(
              new SourceLocation(file, Integer.parseInt(matcher.group(1))),
              "This is not Gherkin: " + matcher.group(3) + "."));
    }
    if (problems.isEmpty()) {
      problems.add(new SpecProblem(new SourceLocation(file, 1), message));
    }
    return problems;
  }

  private Spec spec(Feature feature, URI uri, String file) {
    FeatureTree tree = FeatureTree.of(feature);
    SourceLocation location = new SourceLocation(file, feature.getLocation().getLine());
    List<SpecScenario> scenarios = new ArrayList<>();
    for (Pickle pickle : feature.getPickles()) {
      scenarios.add(scenario(pickle, file, tree));
    }
    List<SpecProblem> problems = new ArrayList<>();
    tree.outlinesWithoutRows()
        .forEach(
            line ->
                problems.add(
                    new SpecProblem(
                        new SourceLocation(file, line),
                        "These Examples hold no row: add one, or leave out 'Examples:' to have the"
                            + " engine fill in <functionality>, <vantage> and <destination>.")));
    String name = feature.getName().orElse(file);
    return SpecBuilder.stagedBuilder()
        .uri(uri)
        .location(location)
        .language(tree.language())
        .name(name)
        .device(device(tree))
        .tags(tree.tags())
        .scenarios(scenarios)
        .shared(List.of())
        .problems(problems)
        .fingerprint(feature.getSource().hashCode())
        .build();
  }

  private static String device(FeatureTree tree) {
    return tree.tags().stream()
        .filter(tag -> tag.startsWith(DEVICE_TAG))
        .map(tag -> tag.substring(DEVICE_TAG.length()))
        .findFirst()
        .orElse("");
  }

  private SpecScenario scenario(Pickle pickle, String file, FeatureTree tree) {
    int scenarioLine = pickle.getScenarioLocation().getLine();
    int line = pickle.getLocation().getLine();
    List<SpecStep> steps = steps(pickle);
    SpecScenario scenario =
        new SpecScenario(
            kind(pickle, steps, tree.hasExamples(scenarioLine)),
            pickle.getName(),
            new SourceLocation(file, line),
            scenarioLine,
            tree.lastLine(scenarioLine),
            new LinkedHashSet<>(pickle.getTags()),
            steps);
    Placeholders.check(scenario, tree.outline(scenarioLine), tree.columns(scenarioLine));
    return scenario;
  }

  private static List<SpecStep> steps(Pickle pickle) {
    List<SpecStep> steps = new ArrayList<>();
    StepType type = StepType.GIVEN;
    for (Step step : pickle.getSteps()) {
      SpecStep read = SpecStep.of(step, type);
      type = read.type();
      steps.add(read);
    }
    return steps;
  }

  private Kind kind(Pickle pickle, List<SpecStep> steps, boolean hasExamples) {
    if (pickle.getTags().contains("@functionality")) {
      return Kind.FUNCTIONALITY;
    }
    boolean generated =
        !hasExamples && steps.stream().anyMatch(step -> step.mentions(Placeholder.DESTINATION));
    if (generated) {
      return Kind.GENERATED;
    }
    return checks.needsTrial(steps) ? Kind.SCENARIO : Kind.PROMISE;
  }
}
