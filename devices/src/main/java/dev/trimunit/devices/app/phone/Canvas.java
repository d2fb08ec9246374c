// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

import java.util.Arrays;

/**
 * A picture under the brush; coordinates outside are ignored. Edges of round shapes are smoothed.
 */
class Canvas {
  final int width;
  final int height;
  final int[] rgb;

  Canvas(int width, int height, int background) {
    this.width = width;
    this.height = height;
    this.rgb = new int[width * height];
    Arrays.fill(rgb, background);
  }

  void rectangle(int x, int y, int w, int h, int colour) {
    int left = Math.max(0, x);
    int right = Math.min(width, x + w);
    for (int row = Math.max(0, y); row < Math.min(height, y + h) && left < right; row++) {
      Arrays.fill(rgb, row * width + left, row * width + right, colour);
    }
  }

  /** A rectangle with round corners; a circle if the radius is half of both sides. */
  void rounded(int x, int y, int w, int h, int radius, int colour) {
    rectangle(x + radius, y, w - 2 * radius, h, colour);
    rectangle(x, y + radius, w, h - 2 * radius, colour);
    corner(x + radius, y + radius, x, y, radius, colour);
    corner(x + w - radius, y + radius, x + w - radius, y, radius, colour);
    corner(x + radius, y + h - radius, x, y + h - radius, radius, colour);
    corner(x + w - radius, y + h - radius, x + w - radius, y + h - radius, radius, colour);
  }

  void circle(int centreX, int centreY, int radius, int colour) {
    rounded(centreX - radius, centreY - radius, 2 * radius, 2 * radius, radius, colour);
  }

  /** A vertical run of colour from one to another. */
  void gradient(int x, int y, int w, int h, int top, int bottom) {
    for (int row = 0; row < h; row++) {
      rectangle(x, y + row, w, 1, mix(top, bottom, row * 256 / h));
    }
  }

  /** Text with its upper left corner there. */
  void text(String text, int x, int y, int scale, int colour) {
    int pen = x;
    for (int i = 0; i < text.length() && pen < width; i++) {
      glyph(Font.rows(text.charAt(i)), pen, y, scale, colour);
      pen += Font.ADVANCE * scale;
    }
  }

  /** Text with its middle there. */
  void centred(String text, int middleX, int y, int scale, int colour) {
    text(text, middleX - Font.width(text, scale) / 2, y, scale, colour);
  }

  /** A colour between two; 0 is the first, 256 the second. */
  static int mix(int first, int second, int of256) {
    int red = (((first >> 16) & 255) * (256 - of256) + ((second >> 16) & 255) * of256) >> 8;
    int green = (((first >> 8) & 255) * (256 - of256) + ((second >> 8) & 255) * of256) >> 8;
    int blue = ((first & 255) * (256 - of256) + (second & 255) * of256) >> 8;
    return (red << 16) | (green << 8) | blue;
  }

  private void glyph(byte[] rows, int x, int y, int scale, int colour) {
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < Font.COLUMNS; column++) {
        if (((rows[row] >> (Font.COLUMNS - 1 - column)) & 1) != 0) {
          rectangle(x + column * scale, y + row * scale, scale, scale, colour);
        }
      }
    }
  }

  /** Fills the square of a corner as far as it lies inside the circle, by sixteenths of a pixel. */
  private void corner(int centreX, int centreY, int x, int y, int radius, int colour) {
    for (int row = Math.max(0, y); row < Math.min(height, y + radius); row++) {
      for (int column = Math.max(0, x); column < Math.min(width, x + radius); column++) {
        int at = row * width + column;
        rgb[at] = mix(rgb[at], colour, 16 * inside(column - centreX, row - centreY, radius));
      }
    }
  }

  private static int inside(int dx, int dy, int radius) {
    int count = 0;
    for (int sample = 0; sample < 16; sample++) {
      int x = 8 * dx + 2 * (sample & 3) + 1;
      int y = 8 * dy + 2 * (sample >> 2) + 1;
      count += x * x + y * y <= 64 * radius * radius ? 1 : 0;
    }
    return count;
  }
}
