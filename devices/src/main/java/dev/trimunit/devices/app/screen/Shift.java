// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

/**
 * How far the screen's content lies from where the reference has it.
 *
 * <p>It is measured on what <em>surrounds</em> the compared part, never on the part itself: a
 * slider that moved must not be taken for a picture that moved.
 *
 * @param right in pixels
 * @param down in pixels
 */
record Shift(int right, int down) {
  /** As parts of the screen's width: another phone's bars are that much higher, not more. */
  private static final double REACH = 1 / 64.0;

  /** What moved must fit that much better where it is now. */
  private static final double BETTER = 0.6;

  /** Surroundings that differ by less have not moved. */
  private static final double AT_REST = 0.02;

  /**
   * How many upper rows of a screen matter to the comparison of an area.
   *
   * @param width the screen's
   */
  static int rowsThatMatter(Region area, int width) {
    return area.bottom() + margin(area, width) + reach(width);
  }

  static int reach(int width) {
    return (int) Math.ceil(width * REACH);
  }

  static int margin(Region area, int width) {
    return Math.max(width / 6, Math.max(area.width(), area.height()) / 2);
  }

  boolean isNone() {
    return right == 0 && down == 0;
  }

  /** For a message, for example {@code 11 pixels lower}. */
  String words() {
    String vertical =
        down == 0 ? "" : Math.abs(down) + " pixels " + (down > 0 ? "lower" : "higher");
    String horizontal =
        right == 0 ? "" : Math.abs(right) + " pixels further " + (right > 0 ? "right" : "left");
    return vertical + (vertical.isEmpty() || horizontal.isEmpty() ? "" : " and ") + horizontal;
  }

  Region applied(Region area) {
    return isNone()
        ? area
        : new Region(area.x() + right, area.y() + down, area.width(), area.height());
  }

  /** The shift that explains the surroundings best; none if there is no clear one. */
  static Shift between(Picture screen, Picture reference, Region area, int top) {
    int reach = reach(reference.width());
    Surroundings around = new Surroundings(screen, reference, area, top);
    Shift none = new Shift(0, 0);
    double atRest = around.cost(none, Double.MAX_VALUE);
    if (atRest < AT_REST) {
      return none;
    }
    // Phones differ in the height of their bars; sideways there is little to be found.
    double wanted = BETTER * atRest;
    Shift vertical = best(around, none, 0, reach, reach, around::roughCost, Double.MAX_VALUE);
    Shift best = best(around, vertical, 2, 2, reach, around::cost, wanted);
    return around.cost(best, Double.MAX_VALUE) < wanted ? best : none;
  }

  private interface Cost {
    double at(Shift shift, double limit);
  }

  /** The one that costs least, if it is less than the limit; else the first. */
  private static Shift best(
      Surroundings around, Shift start, int wide, int high, int reach, Cost cost, double limit) {
    Shift best = start;
    double least = Math.min(limit, cost.at(start, limit));
    for (int x = -wide; x <= wide; x++) {
      for (int y = -high; y <= high; y++) {
        Shift next = new Shift(start.right + x, start.down + y);
        double found =
            next.isWithin(reach) && around.holds(next) ? cost.at(next, least) : Double.MAX_VALUE;
        if (found < least) {
          least = found;
          best = next;
        }
      }
    }
    return best;
  }

  private boolean isWithin(int reach) {
    return Math.abs(right) <= reach && Math.abs(down) <= reach;
  }
}
