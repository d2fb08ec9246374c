// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where two pictures of one size differ visibly, joined to places. */
final class DifferenceMap {
  /** As part of the screen's width: what a pointer overlay draws is thinner, what shows a state is not. */
  private static final double HAIRLINE = 1 / 270.0;

  private static final byte SAME = 0;
  private static final byte DIFFERS = 1;
  private static final byte IGNORED = 2;

  private final int width;
  private final int height;
  private final int invisible;
  private final Picture seen;
  private final Picture expected;
  private final byte[] map;
  private final List<Region> masks = new ArrayList<>();
  private int overlooked;

  /**
   * A map of two pictures.
   *
   * @param invisible the difference, in levels of 255, that nobody would notice
   */
  DifferenceMap(Picture seen, Picture expected, int invisible) {
    if (seen.width() != expected.width() || seen.height() != expected.height()) {
      throw new IllegalArgumentException("pictures of different sizes");
    }
    this.invisible = invisible;
    this.seen = seen;
    this.expected = expected;
    this.width = seen.width();
    this.height = seen.height();
    this.map = new byte[width * height];
  }

  /** Leaves out a part, given in the coordinates in which the area of these pictures is given too. */
  void ignore(Region mask, Region area) {
    int left = Math.max(0, mask.x() - area.x());
    int right = Math.min(width, mask.right() - area.x());
    for (int y = Math.max(0, mask.y() - area.y()); y < Math.min(height, mask.bottom() - area.y()); y++) {
      if (left < right) {
        java.util.Arrays.fill(map, y * width + left, y * width + right, IGNORED);
      }
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

  /** Mean absolute error over all that is not masked. */
  double meanError() {
    long sum = 0;
    long count = 0;
    for (int i = 0; i < map.length; i++) {
      if (map[i] != IGNORED) {
        sum += Colours.sum(seen.pixels()[i], expected.pixels()[i]);
        count++;
      }
    }
    return count == 0 ? 0 : sum / (765.0 * count);
  }

  private void mark() {
    int[] first = seen.pixels();
    int[] second = expected.pixels();
    for (int i = 0; i < map.length; i++) {
      if (first[i] != second[i] && map[i] == SAME && isVisible(i, first[i], second[i])) {
        map[i] = DIFFERS;
      }
    }
  }

  private boolean isVisible(int i, int first, int second) {
    return Colours.distance(first, second) > invisible
        && (Colours.outside(first, expected, i % width, i / width) > invisible
            || Colours.outside(second, seen, i % width, i / width) > invisible);
  }
}
