// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.List;

/**
 * A verified blocklist, verified once more in another form: its names blocked on every port, and
 * answered so, as lists for resolvers do.
 *
 * @param answer what the device is told about a name of the list
 * @param passed usages that worked
 * @param failed usages that did not, each with its reason
 * @param open usages of which the lab could not tell
 * @param trialNumbers the trials it rests on
 */
public record FormCheck(
    BlockAnswer answer,
    List<String> passed,
    List<String> failed,
    List<String> open,
    List<Integer> trialNumbers) {
  public FormCheck {
    passed = List.copyOf(passed);
    failed = List.copyOf(failed);
    open = List.copyOf(open);
    trialNumbers = List.copyOf(trialNumbers);
  }

  /** Whether everything worked in this form. */
  public boolean holds() {
    return failed.isEmpty() && open.isEmpty() && !passed.isEmpty();
  }

  /** What was found, in a sentence for people. */
  public String sentence() {
    if (holds()) {
      return "verified as a whole with its names answered by " + answer;
    }
    return failed.isEmpty()
        ? "not settled with its names answered by %s: %s".formatted(answer, join(open))
        : "with its names answered by %s, %s: do not use it in this form"
            .formatted(answer, join(failed));
  }

  private static String join(List<String> usages) {
    return String.join("; ", usages);
  }
}
