// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.util.Arrays;

/**
 * The picture that explains a comparison: the reference on the left, the screen on the right, both
 * faded but for the places that differ, which are outlined. Small ones are enlarged.
 */
final class DifferencePicture {
  private static final int RED = 0xe11d48;
  private static final int GAP = 12;
  private static final int SMALL = 200;
  private static final int MOST_OUTLINES = 50;

  private final int width;
  private final int height;
  private final int factor;
  private final int[] rgb;

  private DifferencePicture(Region area) {
    factor = Math.max(1, Math.min(4, SMALL / Math.max(area.width(), area.height())));
    width = 2 * area.width() * factor + 3 * GAP;
    height = area.height() * factor + 2 * GAP;
    rgb = new int[width * height];
    Arrays.fill(rgb, 0x374151);
  }

  static Picture of(Comparison comparison) {
    Region area = comparison.area();
    DifferencePicture picture = new DifferencePicture(area);
    int second = 2 * GAP + area.width() * picture.factor;
    picture.half(comparison.expected(), comparison, GAP);
    picture.half(comparison.seen(), comparison, second);
    return new Picture(picture.width, picture.height, picture.rgb);
  }

  private void half(Picture part, Comparison comparison, int left) {
    for (int y = 0; y < part.height() * factor; y++) {
      for (int x = 0; x < part.width() * factor; x++) {
        rgb[(y + GAP) * width + left + x] = faded(part.rgb(x / factor, y / factor));
      }
    }
    comparison.differing().stream()
        .limit(MOST_OUTLINES)
        .forEach(place -> place(part, moved(place, comparison.area()), left));
  }

  private static Region moved(Region place, Region area) {
    return new Region(place.x() - area.x(), place.y() - area.y(), place.width(), place.height());
  }

  private void place(Picture part, Region place, int left) {
    for (int y = place.y() * factor; y < place.bottom() * factor; y++) {
      for (int x = place.x() * factor; x < place.right() * factor; x++) {
        rgb[(y + GAP) * width + left + x] = part.rgb(x / factor, y / factor);
      }
    }
    int top = GAP + place.y() * factor;
    int bottom = GAP + place.bottom() * factor;
    int start = left + place.x() * factor;
    int end = left + place.right() * factor;
    line(start - 3, top - 3, end - start + 6, 3);
    line(start - 3, bottom, end - start + 6, 3);
    line(start - 3, top, 3, bottom - top);
    line(end, top, 3, bottom - top);
  }

  private void line(int x, int y, int w, int h) {
    for (int row = Math.max(0, y); row < Math.min(height, y + h); row++) {
      Arrays.fill(rgb, row * width + Math.max(0, x), row * width + Math.min(width, x + w), RED);
    }
  }

  /** Halfway to a light grey: what is left in colour stands out. */
  private static int faded(int colour) {
    return ((colour >> 1) & 0x7f7f7f) + 0x707070;
  }
}
