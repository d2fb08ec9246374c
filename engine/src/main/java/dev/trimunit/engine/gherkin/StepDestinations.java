// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.HashMap;
import java.util.Map;

/**
 * What destinations in steps mean; injected into step classes. The text of a generated step is for
 * people: what it stands for is handed over as a value, because a name from the network may hold
 * whatever the syntax of specs uses.
 */
@FunctionalInterface
public interface StepDestinations {
  /** As testers write them. */
  StepDestinations WRITTEN = DestinationPattern::parse;

  /**
   * The destination that a step's text stands for.
   *
   * @throws IllegalArgumentException with the text and examples, if a tester wrote it and it is
   *     none
   */
  DestinationPattern of(String text);

  /** What a trial blocks, by its text in steps; everything else is as testers write it. */
  static StepDestinations in(TrialRequest request) {
    Map<String, DestinationPattern> values = new HashMap<>();
    request.blocked().forEach(pattern -> values.put(pattern.plain(), pattern));
    return text -> {
      DestinationPattern value = values.get(text);
      return value == null ? WRITTEN.of(text) : value;
    };
  }
}
