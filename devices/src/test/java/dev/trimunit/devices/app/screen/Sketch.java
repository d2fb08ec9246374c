// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.util.Arrays;

/** Draws test screens of 1080 x 2220. */
final class Sketch {
  static final int WIDTH = 1080;
  static final int HEIGHT = 2220;

  private final int[] rgb = new int[WIDTH * HEIGHT];

  private Sketch() {
    Arrays.fill(rgb, 0xdce8f4);
  }

  /** A screen of eight tiles, each with a mark. */
  static Sketch tiles() {
    return tilesAt(0);
  }

  /** The same with everything below the status bar further down. */
  static Sketch tilesAt(int down) {
    Sketch sketch = new Sketch();
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 2; column++) {
        int x = 60 + 500 * column;
        int y = 480 + 380 * row + down;
        sketch.box(x, y, 460, 340, 0xffffff).box(x + 20, y + 20, 30 + 10 * row, 50, 0x2563eb).box(x + 30, y + 280, 200, 12, 0x1f2937);
      }
    }
    return sketch;
  }

  Sketch box(int x, int y, int width, int height, int colour) {
    for (int row = Math.max(0, y); row < Math.min(HEIGHT, y + height); row++) {
      Arrays.fill(rgb, row * WIDTH + x, row * WIDTH + Math.min(WIDTH, x + width), colour);
    }
    return this;
  }

  /** A slider's handle: a pale frame. */
  Sketch handle(int x) {
    return box(x - 20, 600, 40, 100, 0xcfd8e6).box(x - 14, 606, 28, 88, 0xffffff);
  }

  Sketch line(int x1, int y1, int x2, int y2, int thickness, int colour) {
    int steps = Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1));
    for (int i = 0; i <= steps; i++) {
      box(x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps, thickness, 1, colour);
    }
    return this;
  }

  Sketch disc(int centreX, int centreY, int radius, boolean smooth) {
    for (int y = centreY - radius - 1; y <= centreY + radius + 1; y++) {
      for (int x = centreX - radius - 1; x <= centreX + radius + 1; x++) {
        double inside = radius - Math.hypot(x - centreX, y - centreY) + 0.5;
        double share = smooth ? Math.max(0, Math.min(1, inside)) : inside >= 0.5 ? 1 : 0;
        rgb[y * WIDTH + x] = mix(rgb[y * WIDTH + x], 0xfacc15, share);
      }
    }
    return this;
  }

  Picture picture() {
    return new Picture(WIDTH, HEIGHT, rgb.clone());
  }

  private static int mix(int from, int to, double share) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int level = (int) Math.round((from >> shift & 255) * (1 - share) + (to >> shift & 255) * share);
      mixed |= level << shift;
    }
    return mixed;
  }
}
