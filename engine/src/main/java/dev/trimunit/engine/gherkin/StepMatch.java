// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import java.util.List;

/** What the glue says about a step's text. */
sealed interface StepMatch {
  /**
   * One step method matches.
   *
   * @param arguments of its expression
   * @param takesTrial whether its class is given the trial
   * @param blocks whether its class is given the block declarations
   * @param listsDestinations whether its table or doc string is a list of destinations
   * @param ages whether it needs a lab in whose time days can pass
   * @param cutsPower whether it takes the device's power amid a trial
   * @param looksInside whether it needs a lab of models
   */
  record Defined(
      List<StepArgument> arguments,
      boolean takesTrial,
      boolean blocks,
      boolean listsDestinations,
      boolean ages,
      boolean cutsPower,
      boolean looksInside)
      implements StepMatch {}

  /** None does. */
  record Undefined() implements StepMatch {}

  /**
   * Several do.
   *
   * @param message names them
   */
  record Ambiguous(String message) implements StepMatch {}

  /**
   * An argument as written.
   *
   * @param type the name of its parameter type
   * @param value the text
   */
  record StepArgument(String type, String value) {}

  /** The values of the arguments of a parameter type; empty if there is none. */
  default List<String> values(String type) {
    return this instanceof Defined defined
        ? defined.arguments.stream()
            .filter(argument -> argument.type.equals(type))
            .map(StepArgument::value)
            .toList()
        : List.of();
  }
}
