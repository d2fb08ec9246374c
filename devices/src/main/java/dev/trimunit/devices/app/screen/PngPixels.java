// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.util.Arrays;

/** Turns the samples of PNG rows into pixels; transparent ones are laid over white. */
final class PngPixels {
  /** Colour types of the standard. */
  static final int GREY = 0;

  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GREY_ALPHA = 4;
  static final int RGB_ALPHA = 6;

  private static final int WHITE = 0xffffff;

  /** In place of a colour that the palette has not. */
  private static final int ABSENT = -1;

  private final int colour;
  private final int depth;
  private final int[] palette;
  private final byte[] transparent;

  PngPixels(int colour, int depth, byte[] colours, byte[] transparency) {
    this.colour = colour;
    this.depth = depth;
    this.palette = new int[256];
    Arrays.fill(palette, ABSENT);
    for (int i = 0; colour == PALETTE && i < colours.length / 3; i++) {
      int rgb =
          ((colours[3 * i] & 255) << 16)
              | ((colours[3 * i + 1] & 255) << 8)
              | (colours[3 * i + 2] & 255);
      palette[i] = i < transparency.length ? over(rgb, transparency[i] & 255) : rgb;
    }
    this.transparent =
        (colour == GREY && transparency.length >= 2) || (colour == RGB && transparency.length >= 6)
            ? transparency
            : new byte[0];
  }

  /**
   * @throws IllegalArgumentException if the standard knows no such pictures
   */
  static void requireKnown(int colour, int depth) {
    boolean known =
        switch (colour) {
          case GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          case RGB, GREY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!known) {
      throw new IllegalArgumentException(
          "a PNG file of colour type %d and depth %d".formatted(colour, depth));
    }
  }

  /** Bits of one pixel. */
  int bits() {
    return depth
        * switch (colour) {
          case RGB -> 3;
          case GREY_ALPHA -> 2;
          case RGB_ALPHA -> 4;
          default -> 1;
        };
  }

  /** Writes a row's pixels, from index 1 of the line on, to every step-th place. */
  void unpack(byte[] line, int columns, int[] rgb, int at, int step) {
    for (int x = 0; x < columns; x++) {
      int pixel = isTransparent(line, x) ? WHITE : pixel(line, x);
      if (pixel == ABSENT) {
        throw new IllegalArgumentException(
            "a damaged PNG file: a pixel has a colour that its palette has not");
      }
      rgb[at + x * step] = pixel;
    }
  }

  /** Whether it has the one colour or grey level that the file calls transparent. */
  private boolean isTransparent(byte[] line, int x) {
    boolean is = transparent.length > 0;
    for (int channel = 0; is && channel < (colour == RGB ? 3 : 1); channel++) {
      int wanted = ((transparent[2 * channel] & 255) << 8) | (transparent[2 * channel + 1] & 255);
      is = wanted == sample(line, x, channel);
    }
    return is;
  }

  private int sample(byte[] line, int x, int channel) {
    if (depth < 8) {
      return small(line, x);
    }
    int i = 1 + (x * bits() + channel * depth) / 8;
    return depth == 8 ? line[i] & 255 : ((line[i] & 255) << 8) | (line[i + 1] & 255);
  }

  private int small(byte[] line, int x) {
    int bit = x * depth;
    return ((line[1 + bit / 8] & 255) >> (8 - depth - bit % 8)) & (1 << depth) - 1;
  }

  private int pixel(byte[] line, int x) {
    if (depth < 8) {
      int sample = small(line, x);
      return colour == PALETTE ? palette[sample] : grey(sample * 255 / ((1 << depth) - 1));
    }
    int bytes = depth / 8;
    int i = 1 + x * bits() / 8;
    int first = line[i] & 255;
    return switch (colour) {
      case PALETTE -> palette[first];
      case GREY -> grey(first);
      case GREY_ALPHA -> over(grey(first), line[i + bytes] & 255);
      case RGB -> rgb(line, i, bytes);
      default -> over(rgb(line, i, bytes), line[i + 3 * bytes] & 255);
    };
  }

  private static int rgb(byte[] line, int i, int bytes) {
    return ((line[i] & 255) << 16) | ((line[i + bytes] & 255) << 8) | (line[i + 2 * bytes] & 255);
  }

  private static int grey(int level) {
    return (level << 16) | (level << 8) | level;
  }

  static int over(int rgb, int alpha) {
    int rest = WHITE - rgb;
    int red = 255 - (rest >> 16) * alpha / 255;
    int green = 255 - ((rest >> 8) & 255) * alpha / 255;
    int blue = 255 - (rest & 255) * alpha / 255;
    return (red << 16) | (green << 8) | blue;
  }
}
