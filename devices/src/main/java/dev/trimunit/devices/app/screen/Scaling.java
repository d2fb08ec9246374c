// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

/**
 * Resizes pictures: the mean of a box when they shrink, bilinear when they grow, each axis by
 * itself.
 */
final class Scaling {
  private Scaling() {}

  static Picture scale(Picture picture, int width, int height) {
    int[] narrow = new int[width * picture.height()];
    for (int y = 0; y < picture.height(); y++) {
      line(picture.pixels(), y * picture.width(), 1, picture.width(), narrow, y * width, 1, width);
    }
    int[] out = new int[width * height];
    for (int x = 0; x < width; x++) {
      line(narrow, x, width, picture.height(), out, x, width, height);
    }
    return new Picture(width, height, out);
  }

  private static void line(
      int[] from,
      int fromAt,
      int fromStep,
      int fromSize,
      int[] to,
      int toAt,
      int toStep,
      int toSize) {
    double ratio = (double) fromSize / toSize;
    double reach = Math.max(1, ratio);
    for (int i = 0; i < toSize; i++) {
      double middle = (i + 0.5) * ratio;
      to[toAt + i * toStep] =
          mean(from, fromAt, fromStep, fromSize, middle - reach / 2, middle + reach / 2);
    }
  }

  private static int mean(int[] from, int at, int step, int size, double start, double end) {
    double red = 0;
    double green = 0;
    double blue = 0;
    double whole = 0;
    for (int i = (int) Math.floor(start); i < end; i++) {
      double share = Math.min(end, i + 1) - Math.max(start, i);
      int pixel = from[at + Math.min(size - 1, Math.max(0, i)) * step];
      red += share * ((pixel >> 16) & 255);
      green += share * ((pixel >> 8) & 255);
      blue += share * (pixel & 255);
      whole += share;
    }
    return (channel(red / whole) << 16) | (channel(green / whole) << 8) | channel(blue / whole);
  }

  private static int channel(double value) {
    return (int) Math.round(value);
  }
}
