// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rectangle of a picture, written {@code WIDTHxHEIGHT+X+Y} as in ImageMagick.
 *
 * @param x of its left edge
 * @param y of its upper edge
 * @param width at least 1
 * @param height at least 1
 */
public record Region(int x, int y, int width, int height) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})x(\\d{1,6})\\+(\\d{1,6})\\+(\\d{1,6})");

  public Region {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "A region has a size and lies at non-negative coordinates: %dx%d+%d+%d".formatted(width, height, x, y));
    }
  }

  /**
   * Reads {@code WIDTHxHEIGHT+X+Y}.
   *
   * @throws IllegalArgumentException if it is something else; says what was found
   */
  public static Region parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a region of the form WIDTHxHEIGHT+X+Y, for example 340x300+10+100".formatted(text));
    }
    return new Region(number(form, 3), number(form, 4), number(form, 1), number(form, 2));
  }

  private static int number(Matcher form, int group) {
    return Integer.parseInt(form.group(group));
  }

  /** All of a picture. */
  static Region of(Picture picture) {
    return new Region(0, 0, picture.width(), picture.height());
  }

  int right() {
    return x + width;
  }

  int bottom() {
    return y + height;
  }

  boolean within(int pictureWidth, int pictureHeight) {
    return right() <= pictureWidth && bottom() <= pictureHeight;
  }

  /** The same rectangle in a picture that is larger by a factor, at least one pixel large. */
  Region times(double factor) {
    return new Region(
        (int) Math.round(x * factor),
        (int) Math.round(y * factor),
        Math.max(1, (int) Math.round(width * factor)),
        Math.max(1, (int) Math.round(height * factor)));
  }

  @Override
  public String toString() {
    return width + "x" + height + "+" + x + "+" + y;
  }
}
