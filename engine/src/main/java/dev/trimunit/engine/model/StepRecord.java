// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.time.Instant;
import java.util.List;

/**
 * One Gherkin step of one trial, as it went.
 *
 * @param keyword for example {@code Given}
 * @param text the step's text
 * @param line its line in the feature file
 * @param status how it went
 * @param message why it did not pass; empty if it did
 * @param start when it began, in the lab's time
 * @param end when it ended, in the lab's time
 * @param attachments pictures and files it left
 */
@BuiltByName
public record StepRecord(
    String keyword,
    String text,
    int line,
    Status status,
    String message,
    Instant start,
    Instant end,
    List<Attachment> attachments) {
  /** How a step went. */
  public enum Status {
    PASSED,
    FAILED,
    /** Not run, because an earlier step did not pass. */
    SKIPPED,
    /** The lab could not tell. */
    VOID
  }

  public StepRecord {
    attachments = List.copyOf(attachments);
  }
}
