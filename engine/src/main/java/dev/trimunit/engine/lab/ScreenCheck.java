// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.ScreenReading;
import java.util.List;
import java.util.Optional;

/**
 * What one look at the screen says.
 *
 * @param matches whether the screen shows the state
 * @param difference how far it is from the nearest reference, 0 (same) to 1
 * @param reason why it decided so, in a sentence
 * @param pictures the screenshot and, if it does not match, the reference and the difference
 * @param reading how far it was from reference pictures; empty if the state is told otherwise
 */
public record ScreenCheck(
    boolean matches,
    double difference,
    String reason,
    List<Attachment> pictures,
    Optional<ScreenReading> reading) {
  public ScreenCheck {
    pictures = List.copyOf(pictures);
  }

  /** A check by something else than reference pictures. */
  public ScreenCheck(boolean matches, double difference, String reason, List<Attachment> pictures) {
    this(matches, difference, reason, pictures, Optional.empty());
  }
}
