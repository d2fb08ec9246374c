// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

/**
 * How far a screen lay from the nearest reference of a state.
 *
 * @param state the state that was looked for
 * @param visible the part of the compared region that differs visibly, 0 to 1
 * @param mean the mean absolute error over the region, 0 to 1
 * @param matched whether that was taken for the state
 * @param shown whether the state was to be shown: a check of the recipe; false for a look at a
 *     screen that is to show another state
 */
public record ScreenReading(
    String state, double visible, double mean, boolean matched, boolean shown) {
  /** The same of a screen that is to show another state. */
  public ScreenReading ofAnotherState() {
    return new ScreenReading(state, visible, mean, matched, false);
  }
}
