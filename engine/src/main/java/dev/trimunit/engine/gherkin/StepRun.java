// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.StepRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a scenario's steps went.
 *
 * @param outcome of them all
 * @param error what stopped them, or null
 * @param programError what is wrong with the program, in a sentence; empty if nothing is
 * @param skipped whether a step asked to leave the scenario out
 * @param steps in the order in which they ran
 */
record StepRun(
    Outcome outcome,
    @Nullable Throwable error,
    String programError,
    boolean skipped,
    List<StepRecord> steps) {
  /** Why it did not pass, in a sentence; empty if it passed. */
  String reason() {
    return programError.isEmpty() ? reason(error) : programError;
  }

  static String reason(@Nullable Throwable error) {
    if (error == null) {
      return "";
    }
    String message = error.getMessage();
    return message == null || message.isBlank()
        ? error.getClass().getSimpleName()
        : message.strip();
  }
}
