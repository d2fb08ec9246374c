// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

/**
 * How far the screen's content lies from where the reference has it.
 *
 * <p>It is measured on what <em>surrounds</em> the compared part, never on the part itself: a slider that
 * moved must not be taken for a picture that moved.
 *
 * @param right in pixels
 * @param down in pixels
 */
record Shift(int right, int down) {
  /** As parts of the screen's width: another phone's bars are that much higher, not more. */
  private static final double REACH = 1 / 64.0;

  /** A difference beyond this says no more: it is another picture, whatever the amount. */
  private static final int SATURATION = 48;

  /** What moved must fit that much better where it is now. */
  private static final double BETTER = 0.6;

  /** Surroundings that differ by less have not moved. */
  private static final double AT_REST = 0.02;

  /** Sampled are as many columns as a phone of that width has. */
  private static final int SAMPLED_WIDTH = 360;

  /**
   * How many upper rows of a screen matter to the comparison of an area.
   *
   * @param width the screen's
   */
  static int rowsThatMatter(Region area, int width) {
    return area.bottom() + margin(area, width) + reach(width);
  }

  private static int reach(int width) {
    return (int) Math.ceil(width * REACH);
  }

  private static int margin(Region area, int width) {
    return Math.max(width / 6, Math.max(area.width(), area.height()) / 2);
  }

  boolean isNone() {
    return right == 0 && down == 0;
  }

  /** For a message, for example {@code 11 pixels lower}. */
  String words() {
    String vertical = down == 0 ? "" : Math.abs(down) + " pixels " + (down > 0 ? "lower" : "higher");
    String horizontal = right == 0 ? "" : Math.abs(right) + " pixels further " + (right > 0 ? "right" : "left");
    return vertical + (vertical.isEmpty() || horizontal.isEmpty() ? "" : " and ") + horizontal;
  }

  Region applied(Region area) {
    return isNone() ? area : new Region(area.x() + right, area.y() + down, area.width(), area.height());
  }

  /** The shift that explains the surroundings best; none if there is no clear one. */
  static Shift between(Picture screen, Picture reference, Region area, int top) {
    int reach = reach(reference.width());
    Surroundings around = new Surroundings(screen, reference, area, reach, top);
    Shift none = new Shift(0, 0);
    double atRest = around.cost(none, Double.MAX_VALUE);
    if (atRest < AT_REST) {
      return none;
    }
    // Phones differ in the height of their bars; sideways there is little to be found.
    Shift vertical = best(around, none, 0, reach, reach);
    Shift best = best(around, vertical, 2, 2, reach);
    return around.cost(best, Double.MAX_VALUE) < BETTER * atRest ? best : none;
  }

  private static Shift best(Surroundings around, Shift start, int wide, int high, int reach) {
    Shift best = start;
    double least = around.cost(start, Double.MAX_VALUE);
    for (int x = -wide; x <= wide; x++) {
      for (int y = -high; y <= high; y++) {
        Shift next = new Shift(start.right + x, start.down + y);
        double cost = next.isWithin(reach) && around.holds(next) ? around.cost(next, least) : Double.MAX_VALUE;
        if (cost < least) {
          least = cost;
          best = next;
        }
      }
    }
    return best;
  }

  private boolean isWithin(int reach) {
    return Math.abs(right) <= reach && Math.abs(down) <= reach;
  }

  /** What lies around a part of two pictures. */
  private static final class Surroundings {
    private final Picture screen;
    private final Picture reference;
    private final Region hole;
    private final int stride;
    private final long samples;
    private final int left;
    private final int top;
    private final int right;
    private final int bottom;

    Surroundings(Picture screen, Picture reference, Region hole, int reach, int statusBar) {
      this.screen = screen;
      this.reference = reference;
      this.hole = hole;
      int margin = margin(hole, reference.width());
      this.stride = Math.max(1, reference.width() / SAMPLED_WIDTH);
      this.left = Math.max(reach, hole.x() - margin);
      this.top = Math.max(statusBar + reach, hole.y() - margin);
      this.right = Math.min(Math.min(screen.width(), reference.width()) - reach, hole.right() + margin);
      this.bottom = Math.min(Math.min(screen.height(), reference.height()) - reach, hole.bottom() + margin);
      long across = Math.max(0, (right - left) / stride + 1);
      this.samples = across * Math.max(0, (bottom - top) / stride + 1);
    }

    /** Whether the screen has what the compared part shows at that shift. */
    boolean holds(Shift shift) {
      return hole.x() + shift.right >= 0
          && hole.y() + shift.down >= 0
          && hole.right() + shift.right <= screen.width()
          && hole.bottom() + shift.down <= screen.height();
    }

    /** The mean difference at that shift, or anything above the limit; 0 if there are no surroundings. */
    double cost(Shift shift, double limit) {
      long sum = 0;
      long count = 0;
      double most = limit * samples;
      for (int y = top; y < bottom; y += stride) {
        boolean beside = y < hole.y() || y >= hole.bottom();
        for (int x = left; x < right; x += stride) {
          if (beside || x < hole.x() || x >= hole.right()) {
            int seen = screen.rgb(x + shift.right(), y + shift.down());
            sum += Math.min(SATURATION, Colours.distance(seen, reference.rgb(x, y)));
            count++;
          }
        }
        if (sum > most) {
          return Double.MAX_VALUE;
        }
      }
      return count == 0 ? 0 : (double) sum / count;
    }
  }
}
