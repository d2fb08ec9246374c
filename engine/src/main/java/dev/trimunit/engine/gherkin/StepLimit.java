// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How long steps and hooks may take, by the machine's time.
 *
 * @param most for the steps of one scenario in one trial, and for a hook of the run
 * @param told hears where they were when it was over
 */
public record StepLimit(Duration most, Consumer<String> told) {
  static final String PROPERTY = "trimunit.trial.limit";

  /** For steps of which none is performed. */
  static StepLimit none() {
    return new StepLimit(Duration.ofDays(1), sentence -> {});
  }

  /** In words, as the property writes it. */
  static String words(Duration time) {
    long seconds = Math.max(1, time.toSeconds());
    String rest = seconds % 60 == 0 ? "" : seconds % 60 + " s";
    return seconds < 60 ? rest : (seconds / 60 + " min " + rest).strip();
  }
}
