// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import java.util.List;
import java.util.Set;

/** What the glue says about a step's text. */
sealed interface StepMatch {
  /**
   * One step method matches.
   *
   * @param arguments of its expression
   * @param takesTrial whether its class is given the trial
   * @param blocks whether its class is given the block declarations
   * @param listsDestinations whether its table or doc string is a list of destinations
   * @param needs what it needs of a lab beyond that
   */
  record Defined(
      List<StepArgument> arguments,
      boolean takesTrial,
      boolean blocks,
      boolean listsDestinations,
      Set<Need> needs)
      implements StepMatch {
    public Defined {
      needs = Set.copyOf(needs);
    }

    boolean needs(Need need) {
      return needs.contains(need);
    }
  }

  /** What a step needs of a lab. */
  enum Need {
    /** Days can pass in its time. */
    DAYS,
    /** The device's power can be taken amid a trial. */
    POWER_CUT,
    /** Its gateway can do more than refuse. */
    POLICIES,
    /** It is one of models. */
    MODELS
  }

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
