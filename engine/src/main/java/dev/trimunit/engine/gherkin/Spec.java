// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.gherkin.SpecScenario.Kind;
import dev.trimunit.engine.model.BuiltByName;
import dev.trimunit.engine.model.SourceLocation;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A feature file.
 *
 * @param uri of the file
 * @param location the file, at the line of its feature
 * @param language its Gherkin language, for example {@code en}
 * @param name the feature's name
 * @param device the word behind {@code @device=}; empty if there is none
 * @param tags of the feature
 * @param scenarios in the order of the file
 * @param shared the recipes of the device's other files
 * @param problems what keeps the whole file from running
 * @param fingerprint changes when the file's text does
 */
@BuiltByName
public record Spec(
    URI uri,
    SourceLocation location,
    String language,
    String name,
    String device,
    Set<String> tags,
    List<SpecScenario> scenarios,
    List<SpecScenario> shared,
    List<SpecProblem> problems,
    int fingerprint) {
  public Spec {
    tags = Collections.unmodifiableSet(new java.util.LinkedHashSet<>(tags));
    scenarios = List.copyOf(scenarios);
    shared = List.copyOf(shared);
    problems = List.copyOf(problems);
  }

  /** A file that could not be read. */
  public static Spec broken(URI uri, String file, List<SpecProblem> problems) {
    SourceLocation top = new SourceLocation(file, 1);
    return new Spec(uri, top, "en", file, "", Set.of(), List.of(), List.of(), problems, 0);
  }

  /** The same with the recipes of the device's other files. */
  public Spec sharing(List<SpecScenario> recipes) {
    return new Spec(
        uri, location, language, name, device, tags, scenarios, recipes, problems, fingerprint);
  }

  Spec with(List<SpecProblem> more) {
    List<SpecProblem> all = new ArrayList<>(problems);
    all.addAll(more);
    return new Spec(
        uri, location, language, name, device, tags, scenarios, shared, all, fingerprint);
  }

  /** The scenarios of a kind, in the order of the file. */
  public List<SpecScenario> scenarios(Kind kind) {
    return scenarios.stream().filter(scenario -> scenario.kind() == kind).toList();
  }

  /** The recipe of a functionality; this file's own before those of others. */
  public Optional<SpecScenario> recipe(String functionality) {
    return Stream.concat(scenarios(Kind.FUNCTIONALITY).stream(), shared.stream())
        .filter(scenario -> scenario.name().equals(functionality))
        .findFirst();
  }

  /** The names of the functionalities that this file can use. */
  public List<String> functionalities() {
    return Stream.concat(scenarios(Kind.FUNCTIONALITY).stream(), shared.stream())
        .map(SpecScenario::name)
        .distinct()
        .toList();
  }

  /**
   * The names of those that its outlines are about: its own, or if it has none those of others; not
   * those that can be done once only.
   */
  List<String> generated() {
    List<String> own = scenarios(Kind.FUNCTIONALITY).stream().map(SpecScenario::name).toList();
    return (own.isEmpty() ? functionalities() : own)
        .stream().filter(name -> recipe(name).filter(SpecScenario::isOnce).isEmpty()).toList();
  }

  /** Whether a scenario uses something that can be done once only on this unit. */
  public boolean isOnce(SpecScenario scenario) {
    return recipes(scenario).anyMatch(SpecScenario::isOnce);
  }

  /**
   * Whether a scenario ends with what a device can do only when there is an occasion, or uses a
   * functionality that does.
   */
  public boolean awaitsOccasion(SpecScenario scenario) {
    return scenario.awaitsOccasion() || recipes(scenario).anyMatch(SpecScenario::awaitsOccasion);
  }

  /** The recipes of what a scenario uses. */
  public Stream<SpecScenario> recipes(SpecScenario scenario) {
    return scenario.functionalities().stream().flatMap(name -> recipe(name).stream());
  }

  /** The functionalities of this file that the device seldom does. */
  public List<String> rare() {
    return scenarios(Kind.FUNCTIONALITY).stream()
        .filter(SpecScenario::isRare)
        .map(SpecScenario::name)
        .toList();
  }

  /** What a scenario uses: its functionalities, from where both its tags and theirs allow. */
  public List<Usage> usages(SpecScenario scenario) {
    List<Usage> usages = new ArrayList<>();
    for (String functionality : scenario.functionalities()) {
      Collection<Vantage> vantages =
          recipe(functionality).map(SpecScenario::vantages).orElseGet(Set::of);
      vantages.stream()
          .filter(scenario.vantages()::contains)
          .forEach(vantage -> usages.add(new Usage(functionality, vantage)));
    }
    return usages;
  }

  /** Every usage of a functionality whose recipe can run, and can be repeated. */
  public List<Usage> usages() {
    return scenarios(Kind.FUNCTIONALITY).stream()
        .filter(recipe -> recipe.problems().isEmpty() && !recipe.isOnce())
        .flatMap(recipe -> usages(recipe).stream())
        .toList();
  }
}
