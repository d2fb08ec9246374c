// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

/** Distances between colours, in levels of the channel that differs most. */
final class Colours {
  private Colours() {}

  static int distance(int first, int second) {
    if (first == second) {
      return 0;
    }
    int red = Math.abs((first >> 16 & 255) - (second >> 16 & 255));
    int green = Math.abs((first >> 8 & 255) - (second >> 8 & 255));
    int blue = Math.abs((first & 255) - (second & 255));
    return Math.max(red, Math.max(green, blue));
  }

  /** The sum over the channels. */
  static int sum(int first, int second) {
    return Math.abs((first >> 16 & 255) - (second >> 16 & 255))
        + Math.abs((first >> 8 & 255) - (second >> 8 & 255))
        + Math.abs((first & 255) - (second & 255));
  }

  /** How far a colour lies outside of what a picture has at a pixel and its near ones, channel by channel. */
  static int outside(int colour, Picture picture, int x, int y, int near) {
    int least = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      least = Math.max(least, outside(colour >> shift & 255, shift, picture, x, y, near));
    }
    return least;
  }

  private static int outside(int level, int shift, Picture picture, int x, int y, int near) {
    int low = 255;
    int high = 0;
    for (int row = Math.max(0, y - near); row <= Math.min(picture.height() - 1, y + near); row++) {
      for (int column = Math.max(0, x - near); column <= Math.min(picture.width() - 1, x + near); column++) {
        int there = picture.rgb(column, row) >> shift & 255;
        low = Math.min(low, there);
        high = Math.max(high, there);
      }
    }
    return Math.max(0, Math.max(low - level, level - high));
  }
}
