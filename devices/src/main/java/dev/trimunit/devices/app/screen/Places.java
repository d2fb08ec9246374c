// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import org.jspecify.annotations.Nullable;

/** Finds the connected places of a map, one by one; pixels as near as a given distance belong together. */
final class Places {
  private static final byte DIFFERS = 1;
  private static final byte COUNTED = 3;

  private final byte[] map;
  private final int width;
  private final int height;
  private final int near;
  private int[] stack = new int[256];
  private int depth;
  private int at;

  private int left;
  private int right;
  private int top;
  private int bottom;

  Places(byte[] map, int width, int height, int near) {
    this.map = map;
    this.width = width;
    this.height = height;
    this.near = near;
  }

  /** The next place, or null. */
  @Nullable Place next() {
    while (at < map.length && map[at] != DIFFERS) {
      at++;
    }
    if (at == map.length) {
      return null;
    }
    left = width;
    top = height;
    right = 0;
    bottom = 0;
    push(at);
    int pixels = 0;
    while (depth > 0) {
      visit(stack[--depth]);
      pixels++;
    }
    return new Place(new Region(left, top, right - left + 1, bottom - top + 1), pixels);
  }

  private void visit(int index) {
    int x = index % width;
    int y = index / width;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    for (int row = Math.max(0, y - near); row <= Math.min(height - 1, y + near); row++) {
      for (int column = Math.max(0, x - near); column <= Math.min(width - 1, x + near); column++) {
        if (map[row * width + column] == DIFFERS) {
          push(row * width + column);
        }
      }
    }
  }

  private void push(int index) {
    map[index] = COUNTED;
    if (depth == stack.length) {
      stack = java.util.Arrays.copyOf(stack, 2 * depth);
    }
    stack[depth++] = index;
  }
}
