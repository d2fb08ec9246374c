// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A canvas that remembers what was drawn, instead of drawing it. */
final class Strokes extends Canvas {
  private final List<List<Object>> drawn = new ArrayList<>();

  Strokes() {
    super(Layout.WIDTH, 1, 0);
  }

  /** The strokes in their order: what it is, then its arguments. */
  List<List<Object>> drawn() {
    return List.copyOf(drawn);
  }

  @Override
  void rectangle(int x, int y, int w, int h, int colour) {
    add("rectangle", x, y, w, h, colour);
  }

  @Override
  void rounded(int x, int y, int w, int h, int radius, int colour) {
    add("rounded", x, y, w, h, radius, colour);
  }

  @Override
  void gradient(int x, int y, int w, int h, int top, int bottom) {
    add("gradient", x, y, w, h, top, bottom);
  }

  @Override
  void text(String text, int x, int y, int scale, int colour) {
    add("text", text, x, y, scale, colour);
  }

  @Override
  void centred(String text, int middleX, int y, int scale, int colour) {
    add("centred", text, middleX, y, scale, colour);
  }

  private void add(Object... stroke) {
    drawn.add(Arrays.asList(stroke));
  }
}
