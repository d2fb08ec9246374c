// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import io.cucumber.core.gherkin.Argument;
import io.cucumber.core.gherkin.Step;
import io.cucumber.core.gherkin.StepType;
import org.jspecify.annotations.Nullable;

/**
 * A step of a spec.
 *
 * @param id the id of its node in the syntax tree
 * @param type Given, When or Then; And and But have the type of the step before
 * @param keyword as written, for example {@code And}
 * @param text as written, or with placeholders replaced
 * @param line in the feature file
 * @param argument a doc string or a table, or null
 */
record SpecStep(
    String id, StepType type, String keyword, String text, int line, @Nullable Argument argument) {

  static SpecStep of(Step step, StepType previous) {
    StepType type = step.getType().isGivenWhenThen() ? step.getType() : previous;
    return new SpecStep(
        step.getId(),
        type,
        step.getKeyword().strip(),
        step.getText(),
        step.getLine(),
        step.getArgument());
  }

  static SpecStep given(String text, int line) {
    return new SpecStep("given-" + line, StepType.GIVEN, "Given", text, line, null);
  }

  SpecStep at(int otherLine) {
    return new SpecStep(id, type, keyword, text, otherLine, argument);
  }

  boolean acts() {
    return type == StepType.WHEN;
  }

  boolean checks() {
    return type == StepType.THEN;
  }

  boolean mentions(Placeholder placeholder) {
    return text.contains(placeholder.text());
  }

  SpecStep with(Placeholder placeholder, String value) {
    return new SpecStep(id, type, keyword, text.replace(placeholder.text(), value), line, argument);
  }
}
