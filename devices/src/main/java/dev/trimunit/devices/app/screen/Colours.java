// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

/** Distances between colours, in levels of the channel that differs most. */
final class Colours {
  private static final long ONES = 0x0001_0001_0001L;
  private static final long SIGNS = 0x8000_8000_8000L;

  private Colours() {}

  static int distance(int first, int second) {
    if (first == second) {
      return 0;
    }
    int red = Math.abs(((first >> 16) & 255) - ((second >> 16) & 255));
    int green = Math.abs(((first >> 8) & 255) - ((second >> 8) & 255));
    int blue = Math.abs((first & 255) - (second & 255));
    return Math.max(red, Math.max(green, blue));
  }

  /** The sum over the channels. */
  static int sum(int first, int second) {
    return Math.abs(((first >> 16) & 255) - ((second >> 16) & 255))
        + Math.abs(((first >> 8) & 255) - ((second >> 8) & 255))
        + Math.abs((first & 255) - (second & 255));
  }

  /**
   * Whether a colour lies outside of what a picture has at a pixel and its near ones, in any
   * channel and by more than so many levels. The channels are told at once, each in sixteen bits of
   * a long.
   */
  static boolean isOutside(int colour, Picture picture, int x, int y, Tolerance tolerance) {
    long margin = (tolerance.levels() + 1) * ONES;
    long least = spread(colour) + margin;
    long most = (spread(colour) | SIGNS) - margin;
    int near = tolerance.pixels();
    int[] pixels = picture.pixels();
    int left = Math.max(0, x - near);
    int right = Math.min(picture.width() - 1, x + near);
    int bottom = Math.min(picture.height() - 1, y + near);
    long allBrighter = SIGNS;
    long allDarker = SIGNS;
    for (int row = Math.max(0, y - near); row <= bottom; row++) {
      int start = row * picture.width();
      for (int i = start + left; i <= start + right; i++) {
        long there = spread(pixels[i]);
        allBrighter &= (there | SIGNS) - least;
        allDarker &= most - there;
      }
      if ((allBrighter | allDarker) == 0) {
        return false;
      }
    }
    return true;
  }

  private static long spread(int colour) {
    return ((colour & 0xff0000L) << 16) | ((colour & 0xff00L) << 8) | (colour & 0xffL);
  }
}
