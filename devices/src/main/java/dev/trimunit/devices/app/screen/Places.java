// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the connected places of a map, one by one; pixels as near as a given distance belong
 * together. It goes by runs of pixels in a row, since places are mostly solid.
 */
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
  private int pixels;

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
    pixels = 0;
    push(at, at - at % width + width);
    while (depth > 0) {
      visit(stack[depth - 2], stack[depth - 1]);
    }
    return new Place(new Region(left, top, right - left + 1, bottom - top + 1), pixels);
  }

  /** Looks around the run of pixels that lies on top of the stack. */
  private void visit(int start, int end) {
    depth -= 2;
    int y = start / width;
    int first = start - y * width;
    int last = end - y * width - 1;
    left = Math.min(left, first);
    right = Math.max(right, last);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    for (int row = Math.max(0, y - near); row <= Math.min(height - 1, y + near); row++) {
      int to = row * width + Math.min(width - 1, last + near);
      for (int i = row * width + Math.max(0, first - near); i <= to; i++) {
        if (map[i] == DIFFERS) {
          i = push(i, (row + 1) * width);
        }
      }
    }
  }

  /** Puts the run around a pixel on the stack, to be visited once; returns where it ends. */
  private int push(int index, int lineEnd) {
    int start = index;
    while (start > lineEnd - width && map[start - 1] == DIFFERS) {
      start--;
    }
    int end = index + 1;
    while (end < lineEnd && map[end] == DIFFERS) {
      end++;
    }
    Arrays.fill(map, start, end, COUNTED);
    pixels += end - start;
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, 2 * depth);
    }
    stack[depth++] = start;
    stack[depth++] = end;
    return end;
  }
}
