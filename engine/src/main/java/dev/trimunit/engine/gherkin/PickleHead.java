// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.SourceLocation;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What hooks see of the scenario that runs.
 *
 * @param name of the scenario or generated case
 * @param location as written
 * @param tags of the scenario, and of the recipe that is performed in it
 */
record PickleHead(String name, SourceLocation location, Set<String> tags) {
  static PickleHead of(Spec spec, SpecScenario scenario, Usage usage) {
    Set<String> tags = new LinkedHashSet<>(scenario.tags());
    spec.recipe(usage.functionality()).ifPresent(recipe -> tags.addAll(recipe.tags()));
    return new PickleHead(scenario.name(), scenario.location(), tags);
  }

  /** Of a trial without any block: the recipe. */
  static PickleHead recipe(Spec spec, Usage usage) {
    return spec.recipe(usage.functionality())
        .map(recipe -> of(spec, recipe, usage))
        .orElseGet(() -> new PickleHead(usage.toString(), spec.location(), spec.tags()));
  }

  static PickleHead generated(Spec spec, SpecScenario outline, TrialRequest request, Usage usage) {
    if (request.blocked().isEmpty()) {
      return recipe(spec, usage);
    }
    String blocked =
        request.blocked().stream().map(DestinationPattern::plain).collect(Collectors.joining(", "));
    PickleHead head = of(spec, outline, usage);
    return new PickleHead(outline.caseName(usage, blocked), head.location(), head.tags());
  }
}
