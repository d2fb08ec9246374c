// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import dev.trimunit.engine.model.BuiltByName;
import java.util.List;

/**
 * What comparing a screen with a reference found.
 *
 * @param matches whether a person would say that both show the same
 * @param difference mean absolute error of what was compared, 0 (same) to 1
 * @param visible the part of what was compared that differs visibly, 0 to 1
 * @param differing where they differ visibly, the largest first, in the reference's coordinates
 * @param explanation what was found and what was overlooked on purpose, in a sentence
 * @param seen the compared part of the screen, brought to the reference's scale and place
 * @param expected the compared part of the reference
 * @param area where that part lies in the reference
 */
@BuiltByName
public record Comparison(
    boolean matches,
    double difference,
    double visible,
    List<Region> differing,
    String explanation,
    Picture seen,
    Picture expected,
    Region area) {
  public Comparison {
    differing = List.copyOf(differing);
  }
}
