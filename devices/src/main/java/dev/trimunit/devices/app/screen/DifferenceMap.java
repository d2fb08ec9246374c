// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Where two pictures of one size differ visibly, joined to places. */
final class DifferenceMap {
  /**
   * As part of the screen's width: what a pointer overlay draws is thinner, what shows a state is
   * not.
   */
  private static final double HAIRLINE = 1 / 270.0;

  private static final byte SAME = 0;
  private static final byte DIFFERS = 1;
  private static final byte IGNORED = 2;

  private final int width;
  private final int height;
  private final Tolerance tolerance;
  private final Picture seen;
  private final Picture expected;
  private final byte[] map;
  private int ignored;
  private long error;
  private int overlooked;
  private int visible;

  /**
   * A map of two pictures.
   *
   * @param tolerance what nobody would notice
   */
  DifferenceMap(Picture seen, Picture expected, Tolerance tolerance) {
    if (seen.width() != expected.width() || seen.height() != expected.height()) {
      throw new IllegalArgumentException("pictures of different sizes");
    }
    this.tolerance = tolerance;
    this.seen = seen;
    this.expected = expected;
    this.width = seen.width();
    this.height = seen.height();
    this.map = new byte[width * height];
  }

  /** Leaves out all but a part, given as in {@link #ignore}. */
  void ignoreOutside(Region part, Region area) {
    for (int y = 0; y < height; y++) {
      boolean outside = y + area.y() < part.y() || y + area.y() >= part.bottom();
      ignore(y, 0, outside ? width : part.x() - area.x());
      ignore(y, outside ? width : part.right() - area.x(), width);
    }
  }

  /**
   * Leaves out a part, given in the coordinates in which the area of these pictures is given too.
   */
  void ignore(Region mask, Region area) {
    int left = Math.max(0, mask.x() - area.x());
    int right = Math.min(width, mask.right() - area.x());
    for (int y = Math.max(0, mask.y() - area.y());
        y < Math.min(height, mask.bottom() - area.y());
        y++) {
      ignore(y, left, right);
    }
  }

  private void ignore(int y, int left, int right) {
    for (int i = y * width + left; i < y * width + right; i++) {
      ignored += map[i] == IGNORED ? 0 : 1;
      map[i] = IGNORED;
    }
  }

  /** The places that a person would notice, the largest first. */
  List<Region> places(int screenWidth) {
    mark();
    int thin = (int) Math.round(screenWidth * HAIRLINE);
    List<Place> found = new ArrayList<>();
    Places places = new Places(map, width, height, Math.max(1, thin));
    for (Place place = places.next(); place != null; place = places.next()) {
      if (place.isHairline(thin, screenWidth)) {
        overlooked++;
      } else {
        found.add(place);
        visible += place.pixels();
      }
    }
    return found.stream()
        .sorted(Comparator.comparingInt(Place::pixels).reversed())
        .map(Place::region)
        .toList();
  }

  /** What was overlooked, as the end of a sentence; empty if nothing. */
  String overlooked() {
    return overlooked == 0 ? "" : "; overlooked: " + overlooked + " specks or hairlines";
  }

  /** Mean absolute error over all that is not masked; after the places were asked for. */
  double meanError() {
    int compared = map.length - ignored;
    return compared == 0 ? 0 : error / (765.0 * compared);
  }

  /** The part of what is not masked that belongs to these places. */
  double visible() {
    int compared = map.length - ignored;
    return compared == 0 ? 0 : Math.min(1, (double) visible / compared);
  }

  private void mark() {
    int[] first = seen.pixels();
    int[] second = expected.pixels();
    int next = Arrays.mismatch(first, second);
    for (int i = next; next >= 0; i += 1 + next) {
      if (map[i] == SAME) {
        error += Colours.sum(first[i], second[i]);
        map[i] = isVisible(i, first[i], second[i]) ? DIFFERS : SAME;
      }
      next = Arrays.mismatch(first, i + 1, first.length, second, i + 1, second.length);
    }
  }

  private boolean isVisible(int i, int first, int second) {
    return Colours.distance(first, second) > tolerance.levels()
        && (isOutside(first, expected, i) || isOutside(second, seen, i));
  }

  private boolean isOutside(int colour, Picture picture, int i) {
    return Colours.isOutside(colour, picture, i % width, i / width, tolerance);
  }
}
