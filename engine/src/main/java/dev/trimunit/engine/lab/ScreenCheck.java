// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import dev.trimunit.engine.model.Attachment;
import java.util.List;

/**
 * What one look at the screen says.
 *
 * @param matches whether the screen shows the state
 * @param difference how far it is from the nearest reference, 0 (same) to 1
 * @param reason why it decided so, in a sentence
 * @param pictures the screenshot and, if it does not match, the reference and the difference
 */
public record ScreenCheck(
    boolean matches, double difference, String reason, List<Attachment> pictures) {
  public ScreenCheck {
    pictures = List.copyOf(pictures);
  }
}
