// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

/** Turns the samples of PNG rows into pixels; transparent ones are laid over white. */
final class PngPixels {
  private static final int WHITE = 0xffffff;

  private final int colour;
  private final int depth;
  private final int[] palette;

  PngPixels(int colour, int depth, byte[] colours, byte[] transparency) {
    this.colour = colour;
    this.depth = depth;
    this.palette = new int[256];
    for (int i = 0; colour == Png.PALETTE && i < colours.length / 3; i++) {
      int rgb = (colours[3 * i] & 255) << 16 | (colours[3 * i + 1] & 255) << 8 | colours[3 * i + 2] & 255;
      palette[i] = i < transparency.length ? over(rgb, transparency[i] & 255) : rgb;
    }
  }

  /**
   * @throws IllegalArgumentException if the standard knows no such pictures
   */
  static void requireKnown(int colour, int depth) {
    boolean known =
        switch (colour) {
          case Png.GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case Png.PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          case Png.RGB, Png.GREY_ALPHA, Png.RGB_ALPHA -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!known) {
      throw new IllegalArgumentException("a PNG file of colour type %d and depth %d".formatted(colour, depth));
    }
  }

  /** Bits of one pixel. */
  int bits() {
    return depth
        * switch (colour) {
          case Png.RGB -> 3;
          case Png.GREY_ALPHA -> 2;
          case Png.RGB_ALPHA -> 4;
          default -> 1;
        };
  }

  /** Writes a row's pixels, from index 1 of the line on, to every step-th place. */
  void unpack(byte[] line, int columns, int[] rgb, int at, int step) {
    if (depth == 8 && colour == Png.RGB_ALPHA) {
      unpackCommon(line, columns, rgb, at, step);
      return;
    }
    for (int x = 0; x < columns; x++) {
      rgb[at + x * step] = pixel(line, x);
    }
  }

  /** What Android's screenshots are; a loop of its own, because it decides how fast a check is. */
  private static void unpackCommon(byte[] line, int columns, int[] rgb, int at, int step) {
    for (int x = 0, i = 1; x < columns; x++, i += 4) {
      int pixel = (line[i] & 255) << 16 | (line[i + 1] & 255) << 8 | line[i + 2] & 255;
      rgb[at + x * step] = line[i + 3] == -1 ? pixel : over(pixel, line[i + 3] & 255);
    }
  }

  private int pixel(byte[] line, int x) {
    if (depth < 8) {
      int bit = x * depth;
      int sample = (line[1 + bit / 8] & 255) >> 8 - depth - bit % 8 & (1 << depth) - 1;
      return colour == Png.PALETTE ? palette[sample] : grey(sample * 255 / ((1 << depth) - 1));
    }
    int bytes = depth / 8;
    int i = 1 + x * bits() / 8;
    int first = line[i] & 255;
    return switch (colour) {
      case Png.PALETTE -> palette[first];
      case Png.GREY -> grey(first);
      case Png.GREY_ALPHA -> over(grey(first), line[i + bytes] & 255);
      case Png.RGB -> rgb(line, i, bytes);
      default -> over(rgb(line, i, bytes), line[i + 3 * bytes] & 255);
    };
  }

  private static int rgb(byte[] line, int i, int bytes) {
    return (line[i] & 255) << 16 | (line[i + bytes] & 255) << 8 | line[i + 2 * bytes] & 255;
  }

  private static int grey(int level) {
    return level << 16 | level << 8 | level;
  }

  private static int over(int rgb, int alpha) {
    int rest = WHITE - rgb;
    int red = 255 - (rest >> 16) * alpha / 255;
    int green = 255 - (rest >> 8 & 255) * alpha / 255;
    int blue = 255 - (rest & 255) * alpha / 255;
    return red << 16 | green << 8 | blue;
  }
}
