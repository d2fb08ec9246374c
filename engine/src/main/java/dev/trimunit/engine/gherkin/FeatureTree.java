// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import io.cucumber.core.gherkin.Feature;
import io.cucumber.gherkin.GherkinDialects;
import io.cucumber.messages.types.Envelope;
import io.cucumber.messages.types.Examples;
import io.cucumber.messages.types.FeatureChild;
import io.cucumber.messages.types.GherkinDocument;
import io.cucumber.messages.types.RuleChild;
import io.cucumber.messages.types.Scenario;
import io.cucumber.messages.types.Step;
import io.cucumber.messages.types.TableCell;
import io.cucumber.messages.types.TableRow;
import io.cucumber.messages.types.Tag;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the syntax tree knows and the compiled scenarios do not. */
final class FeatureTree {
  private final Optional<io.cucumber.messages.types.Feature> feature;
  private final Map<Integer, Scenario> scenarioByLine = new TreeMap<>();

  private FeatureTree(Optional<io.cucumber.messages.types.Feature> feature) {
    this.feature = feature;
    feature.stream()
        .flatMap(parsed -> parsed.getChildren().stream())
        .flatMap(FeatureTree::scenarios)
        .forEach(scenario -> scenarioByLine.put(line(scenario), scenario));
  }

  static FeatureTree of(Feature feature) {
    return new FeatureTree(
        StreamSupport.stream(feature.getParseEvents().spliterator(), false)
            .filter(Envelope.class::isInstance)
            .flatMap(event -> ((Envelope) event).getGherkinDocument().stream())
            .findFirst()
            .flatMap(GherkinDocument::getFeature));
  }

  private static Stream<Scenario> scenarios(FeatureChild child) {
    return Stream.concat(
        child.getScenario().stream(),
        child.getRule().stream()
            .flatMap(rule -> rule.getChildren().stream())
            .map(RuleChild::getScenario)
            .flatMap(Optional::stream));
  }

  private static int line(Scenario scenario) {
    return scenario.getLocation().getLine().intValue();
  }

  String language() {
    return feature.map(io.cucumber.messages.types.Feature::getLanguage).orElse("en");
  }

  Set<String> tags() {
    Set<String> tags = new LinkedHashSet<>();
    feature.stream()
        .flatMap(parsed -> parsed.getTags().stream())
        .map(Tag::getName)
        .forEach(tags::add);
    return tags;
  }

  /** Whether a scenario is written as an outline. */
  boolean outline(int scenarioLine) {
    Scenario scenario = scenarioByLine.get(scenarioLine);
    return scenario != null
        && GherkinDialects.getDialect(language())
            .filter(d -> d.getScenarioOutlineKeywords().contains(scenario.getKeyword()))
            .isPresent();
  }

  /** The columns of a scenario's Examples; none if it has no Examples. */
  List<String> columns(int scenarioLine) {
    return Optional.ofNullable(scenarioByLine.get(scenarioLine)).stream()
        .flatMap(scenario -> scenario.getExamples().stream())
        .flatMap(examples -> examples.getTableHeader().stream())
        .flatMap(header -> header.getCells().stream())
        .map(TableCell::getValue)
        .distinct()
        .toList();
  }

  boolean hasExamples(int scenarioLine) {
    Scenario scenario = scenarioByLine.get(scenarioLine);
    return scenario != null && !scenario.getExamples().isEmpty();
  }

  /** The lines of Examples that compile to nothing. */
  List<Integer> outlinesWithoutRows() {
    return scenarioByLine.values().stream()
        .flatMap(scenario -> scenario.getExamples().stream())
        .filter(examples -> examples.getTableBody().isEmpty())
        .map(examples -> examples.getLocation().getLine().intValue())
        .toList();
  }

  /** The last line of a scenario: that of its last step or row. */
  int lastLine(int scenarioLine) {
    Scenario scenario = scenarioByLine.get(scenarioLine);
    List<Integer> lines = new ArrayList<>(List.of(scenarioLine));
    if (scenario != null) {
      for (Step step : scenario.getSteps()) {
        lines.add(step.getLocation().getLine().intValue());
      }
      for (Examples examples : scenario.getExamples()) {
        examples.getTableBody().stream()
            .map(TableRow::getLocation)
            .forEach(location -> lines.add(location.getLine().intValue()));
      }
    }
    return lines.stream().mapToInt(Integer::intValue).max().orElse(scenarioLine);
  }
}
