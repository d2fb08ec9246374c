// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.gherkin.SpecScenario.Kind;
import dev.trimunit.engine.gherkin.StepMatch.Need;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.SourceLocation;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds what is wrong with a spec before anything is run, by matching every step with the glue. */
final class SpecChecks {
  private static final String SAMPLE_DESTINATION = "name.example:443/tcp";
  private static final List<String> TAGS =
      List.of("@functionality", "@LAN", "@WAN", SpecScenario.RARE, SpecScenario.ONCE);

  private final CucumberSteps steps;

  SpecChecks(CucumberSteps steps) {
    this.steps = steps;
  }

  /** Whether steps are about a trial, rather than about the findings of the run. */
  boolean needsTrial(List<SpecStep> scenario) {
    return scenario.stream()
        .map(step -> steps.match(step, "en"))
        .anyMatch(
            match ->
                !(match instanceof StepMatch.Defined defined)
                    || defined.takesTrial()
                    || defined.blocks()
                    || !match.values(ParameterWords.FUNCTIONALITY).isEmpty());
  }

  /** The spec with everything that is wrong with it. */
  Spec check(Spec spec) {
    Set<String> names = new HashSet<>();
    for (SpecScenario scenario : spec.scenarios()) {
      if (!names.add(scenario.name())) {
        scenario.problem(
            scenario.location().line(),
            "Two cases are called '%s', and reports could not tell them apart. Rename one, or put a"
                    .formatted(scenario.name())
                + " placeholder of the Examples into the name.");
      }
      check(spec, scenario);
    }
    return spec.with(fileProblems(spec));
  }

  private static List<SpecProblem> fileProblems(Spec spec) {
    List<SpecProblem> problems = new ArrayList<>();
    if (spec.device().isEmpty()) {
      problems.add(
          new SpecProblem(
              spec.location(),
              "Feature '%s' does not say which device it is about: write @device=<id> above it, for a"
                      .formatted(spec.name())
                  + " file devices/<id>.yaml. "
                  + deviceHint(spec.tags())));
    }
    if (!spec.device().isEmpty() && !Device.isId(spec.device())) {
      problems.add(
          new SpecProblem(spec.location(), "The device id " + Device.notAnId(spec.device()) + "."));
    }
    Set<String> tags = new HashSet<>(spec.tags());
    spec.scenarios().forEach(scenario -> tags.addAll(scenario.tags()));
    for (String tag : tags) {
      meant(tag)
          .ifPresent(
              known ->
                  problems.add(
                      new SpecProblem(
                          lineOf(spec, tag),
                          "Unknown tag " + tag + ". Did you mean " + known + "?")));
    }
    return problems;
  }

  /** A short tag resembles many words (@LAN, @lamp, @plan): it is meant only in another case. */
  private static Optional<String> meant(String tag) {
    return TAGS.contains(tag)
        ? Optional.empty()
        : NearMisses.of(tag, TAGS).stream()
            .filter(known -> known.length() > 5 || known.equalsIgnoreCase(tag))
            .findFirst();
  }

  private static String deviceHint(Set<String> tags) {
    return tags.isEmpty() ? "It has no tags." : "Its tags are " + String.join(" ", tags) + ".";
  }

  private static SourceLocation lineOf(Spec spec, String tag) {
    return spec.scenarios().stream()
        .filter(scenario -> !spec.tags().contains(tag) && scenario.tags().contains(tag))
        .map(SpecScenario::location)
        .findFirst()
        .orElse(spec.location());
  }

  private void check(Spec spec, SpecScenario scenario) {
    if (scenario.steps().isEmpty()) {
      scenario.problem(scenario.location().line(), "'" + scenario.name() + "' has no steps.");
    }
    WrittenChecks.placeholders(scenario);
    WrittenChecks.answers(scenario, step -> steps.match(step, spec.language()));
    for (SpecStep step : scenario.steps()) {
      checkStep(spec, scenario, scenario.kind() == Kind.GENERATED ? sample(spec, step) : step);
      if (scenario.kind() == Kind.GENERATED && step.mentions(Placeholder.FUNCTIONALITY)) {
        spec.generated().forEach(scenario::use);
      }
    }
    switch (scenario.kind()) {
      case FUNCTIONALITY -> checkRecipe(scenario);
      case GENERATED -> checkOutline(spec, scenario);
      case SCENARIO -> checkUsages(spec, scenario);
      case PROMISE -> {}
    }
  }

  private static SpecStep sample(Spec spec, SpecStep step) {
    String functionality = spec.generated().stream().findFirst().orElse("working");
    Usage usage = new Usage(functionality, Vantage.LAN);
    return step.with(Placeholder.FUNCTIONALITY, usage.functionality())
        .with(Placeholder.VANTAGE, usage.vantage().name())
        .with(Placeholder.DESTINATION, SAMPLE_DESTINATION);
  }

  private void checkStep(Spec spec, SpecScenario scenario, SpecStep step) {
    StepMatch match = steps.match(step, spec.language());
    if (match instanceof StepMatch.Undefined) {
      scenario.problem(step.line(), undefined(step));
    } else if (match instanceof StepMatch.Ambiguous ambiguous) {
      scenario.problem(step.line(), ambiguous.message());
    }
    WrittenChecks.destinations(scenario, step, match);
    match
        .values(ParameterWords.FUNCTIONALITY)
        .forEach(name -> checkFunctionality(spec, scenario, step, name));
    if (match instanceof StepMatch.Defined defined) {
      noteNeeds(scenario, step, defined);
    }
    noteWords(scenario, step.line(), match);
  }

  private static void noteNeeds(SpecScenario scenario, SpecStep step, StepMatch.Defined match) {
    if (match.needs(Need.DAYS)) {
      scenario.age(step.text(), step.line());
    }
    if (match.needs(Need.POWER_CUT)) {
      scenario.cutPower();
    }
    if (match.needs(Need.POLICIES)) {
      scenario.policy(step.text(), step.line());
    }
    if (match.needs(Need.MODELS)) {
      noteOccasion(scenario, step);
    }
    if (match.needs(Need.DAYS) || match.needs(Need.POWER_CUT) || match.needs(Need.POLICIES)) {
      requireByHand(scenario, step);
    }
  }

  /**
   * A verdict of an outline would take weeks, and say nothing about the device when it is young.
   */
  private static void requireByHand(SpecScenario scenario, SpecStep step) {
    if (scenario.kind() == Kind.GENERATED || scenario.kind() == Kind.FUNCTIONALITY) {
      scenario.problem(
          step.line(),
          "'%s' is for scenarios written by hand: write one that uses the functionality."
              .formatted(step.text()));
    }
  }

  /** What happens once in months is nothing that an outline could repeat. */
  private static void noteOccasion(SpecScenario scenario, SpecStep step) {
    scenario.lookInside(step.text(), step.line(), step.checks());
    if (scenario.kind() == Kind.GENERATED) {
      scenario.problem(
          step.line(),
          "'%s' is for scenarios written by hand, and for functionalities tagged @once."
              .formatted(step.text()));
    }
  }

  private static void noteWords(SpecScenario scenario, int line, StepMatch match) {
    List<String> nouns = match.values(ParameterWords.DEVICE);
    List<String> pictured = match.values(ParameterWords.PICTURED);
    List<String> states = match.values(ParameterWords.STATE);
    match.values(ParameterWords.FIRMWARE).forEach(version -> scenario.state(version, line));
    if (nouns.size() == 1 && states.size() == 1) {
      scenario.shown(nouns.get(0) + " " + states.get(0), false, line);
    } else if (nouns.size() == 1 && pictured.size() == 1) {
      scenario.shown(nouns.get(0) + " " + pictured.get(0), true, line);
    } else {
      nouns.forEach(noun -> scenario.noun(noun, line));
      states.forEach(state -> scenario.state(state, line));
    }
  }

  private String undefined(SpecStep step) {
    if (steps.expressions().isEmpty()) {
      return "No step says '%s', because no step class was found in a package of trimunit.glue. %s"
          .formatted(step.text(), MissingModule.add("steps"));
    }
    return "No step says '%s'. %s%s Or write a step method of your own in a package named by trimunit.glue."
        .formatted(
            step.text(),
            NearMisses.step(step.text(), steps.expressions()),
            WrittenChecks.hint(step.text(), steps.expressions())
                + WrittenChecks.unit(step.text(), steps.expressions()));
  }

  private static void checkFunctionality(
      Spec spec, SpecScenario scenario, SpecStep step, String name) {
    if (scenario.kind() == Kind.FUNCTIONALITY) {
      scenario.problem(
          step.line(),
          "A recipe cannot use another functionality ('" + name + "'): write its steps.");
    } else if (spec.recipe(name).isEmpty()) {
      scenario.problem(
          step.line(),
          "Unknown functionality '%s'. %s A functionality is a scenario tagged @functionality, of this file or another one of the device that runs too."
              .formatted(
                  name, NearMisses.sentence(name, spec.functionalities(), "functionalities")));
    } else {
      scenario.use(name);
    }
  }

  private static void checkRecipe(SpecScenario recipe) {
    recipe.use(recipe.name());
    if (recipe.steps().stream().noneMatch(SpecStep::acts)) {
      recipe.problem(
          recipe.location().line(),
          "The recipe of '%s' has no When step: the engine leaves its When steps out once, to see that"
                  .formatted(recipe.name())
              + " its check can fail.");
    }
    if (recipe.steps().stream().noneMatch(SpecStep::checks)) {
      recipe.problem(
          recipe.location().line(),
          "The recipe of '%s' has no Then step: without a check nobody knows whether it worked."
              .formatted(recipe.name()));
    }
  }

  private static void checkOutline(Spec spec, SpecScenario outline) {
    int line = outline.location().line();
    if (spec.functionalities().isEmpty()) {
      outline.problem(
          line,
          "'%s' has nothing to generate from: tag a scenario of this file @functionality, or give it"
                  .formatted(outline.name())
              + " Examples.");
    } else if (spec.generated().isEmpty()) {
      outline.problem(
          line,
          "'%s' has nothing to generate from: every functionality is tagged @once, and generated trials repeat what they use."
              .formatted(outline.name()));
    } else if (outline.functionalities().isEmpty()) {
      outline.problem(
          line,
          "'%s' uses no functionality: end it with 'Then <functionality> succeeds'."
              .formatted(outline.name()));
    }
    missing(spec, outline)
        .forEach(
            placeholder ->
                outline.problem(
                    line,
                    "The name '%s' lacks %s, and cases of one name could not be told apart."
                        .formatted(outline.name(), placeholder.text())));
  }

  private static List<Placeholder> missing(Spec spec, SpecScenario outline) {
    List<Usage> usages = spec.usages(outline);
    List<Placeholder> missing = new ArrayList<>(List.of(Placeholder.DESTINATION));
    if (outline.functionalities().size() > 1) {
      missing.add(Placeholder.FUNCTIONALITY);
    }
    if (usages.stream().map(Usage::vantage).distinct().count() > 1) {
      missing.add(Placeholder.VANTAGE);
    }
    missing.removeIf(
        placeholder -> outline.name().toLowerCase(Locale.ROOT).contains(placeholder.text()));
    return missing;
  }

  private static void checkUsages(Spec spec, SpecScenario scenario) {
    if (!scenario.functionalities().isEmpty() && spec.usages(scenario).isEmpty()) {
      scenario.problem(
          scenario.location().line(),
          "'%s' can be run from no vantage: its tags and those of %s have none in common."
              .formatted(scenario.name(), String.join(", ", scenario.functionalities())));
    }
  }
}
