// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import java.util.Locale;

/**
 * What calibration has shown of a state's screens: how far true ones lie from their reference, how
 * near false ones come. The limit lies between, nearer to the true ones: a screen that nobody has
 * seen is rather false.
 *
 * @param state the state
 * @param measure what tells them apart
 * @param farthestTrue the largest measure of screens that show it
 * @param nearestFalse the smallest measure of screens that do not; larger than that
 * @param steady whether true screens never differ visibly: then visible differences still decide
 */
public record ScreenLimit(
    String state, Measure measure, double farthestTrue, double nearestFalse, boolean steady) {
  /** What is measured. */
  public enum Measure {
    /** The part of the region that differs visibly. */
    VISIBLE("differ visibly in"),
    /** The mean absolute error. */
    MEAN("have a mean error of");

    private final String words;

    Measure(String words) {
      this.words = words;
    }
  }

  public ScreenLimit {
    if (!(farthestTrue < nearestFalse)) {
      throw new IllegalArgumentException(farthestTrue + " is not below " + nearestFalse);
    }
  }

  /** Where between them a screen is taken for the state. */
  public double value() {
    if (farthestTrue > 0) {
      return Math.min(2 * farthestTrue, Math.sqrt(farthestTrue * nearestFalse));
    }
    return measure == Measure.VISIBLE ? 0 : nearestFalse / 2;
  }

  /** Both numbers and the limit, as the end of a sentence. */
  public String explanation() {
    return String.format(
        Locale.ROOT,
        "calibrated: true screens %s at most %.4f, false ones at least %.4f, the limit is %.4f",
        measure.words,
        farthestTrue,
        nearestFalse,
        value());
  }
}
