// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a nightly gate says of a device.
 *
 * @param device the device's id
 * @param colour whether it is open
 * @param night how many nights this gate has seen, this one included
 * @param reasons why it is not green, a sentence each; what changed comes first
 * @param guarantee what may be relied on, in sentences with the night's own numbers
 */
public record Gate(
    String device, Colour colour, int night, List<String> reasons, List<String> guarantee) {
  /** Whether a gate is open. */
  public enum Colour {
    /** Everything that was tried is as before. */
    GREEN,
    /** Something changed, and is named. */
    RED,
    /** Nothing that changed is named, and not everything could be shown. */
    AMBER
  }

  public Gate {
    reasons = List.copyOf(reasons);
    guarantee = List.copyOf(guarantee);
    if ((colour == Colour.GREEN) != reasons.isEmpty()) {
      throw new IllegalArgumentException(
          "A %s gate with %d reasons".formatted(colour, reasons.size()));
    }
  }

  /** For example {@code Nightly gate GREEN (night 6).} */
  public String headline() {
    return "Nightly gate %s (night %d).".formatted(colour, night);
  }

  /** Why it is not green, then what may be relied on. */
  public List<String> sentences() {
    return Stream.concat(reasons.stream(), guarantee.stream()).toList();
  }

  /** Why it is not green, a sentence a line. */
  public String text() {
    return headline() + "\n" + String.join("\n", reasons);
  }
}
