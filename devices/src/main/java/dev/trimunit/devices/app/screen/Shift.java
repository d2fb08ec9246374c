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
    int reach = (int) Math.ceil(reference.width() * REACH);
    Surroundings around = new Surroundings(screen, reference, area, reach, top);
    Shift best = new Shift(0, 0);
    double none = around.cost(best);
    double least = none;
    for (int step = reach; step >= 1; step = step / 2) {
      for (Shift next : best.neighbours(step, reach, screen, area)) {
        double cost = around.cost(next);
        if (cost < least) {
          least = cost;
          best = next;
        }
      }
    }
    best = exhaustive(around, best, least, reach, screen, area);
    return around.cost(best) < BETTER * none ? best : new Shift(0, 0);
  }

  private static Shift exhaustive(
      Surroundings around, Shift start, double startCost, int reach, Picture screen, Region area) {
    Shift best = start;
    double least = startCost;
    for (int down = -reach; down <= reach; down++) {
      Shift next = new Shift(0, down);
      if (next.stays(screen, area) && around.cost(next) < least) {
        least = around.cost(next);
        best = next;
      }
    }
    return best;
  }

  private java.util.List<Shift> neighbours(int step, int reach, Picture screen, Region area) {
    java.util.List<Shift> list = new java.util.ArrayList<>();
    for (int x = -step; x <= step; x += step) {
      for (int y = -step; y <= step; y += step) {
        Shift next = new Shift(right + x, down + y);
        if (Math.abs(next.right) <= reach && Math.abs(next.down) <= reach && next.stays(screen, area)) {
          list.add(next);
        }
      }
    }
    return list;
  }

  private boolean stays(Picture screen, Region area) {
    return area.x() + right >= 0
        && area.y() + down >= 0
        && area.right() + right <= screen.width()
        && area.bottom() + down <= screen.height();
  }

  /** What lies around a part of two pictures. */
  private static final class Surroundings {
    private final Picture screen;
    private final Picture reference;
    private final Region hole;
    private final int left;
    private final int top;
    private final int right;
    private final int bottom;

    Surroundings(Picture screen, Picture reference, Region hole, int reach, int statusBar) {
      this.screen = screen;
      this.reference = reference;
      this.hole = hole;
      int margin = Math.max(reference.width() / 6, Math.max(hole.width(), hole.height()) / 2);
      this.left = Math.max(reach, hole.x() - margin);
      this.top = Math.max(statusBar + reach, hole.y() - margin);
      this.right = Math.min(Math.min(screen.width(), reference.width()) - reach, hole.right() + margin);
      this.bottom = Math.min(Math.min(screen.height(), reference.height()) - reach, hole.bottom() + margin);
    }

    /** The mean difference at that shift; huge if there are no surroundings. */
    double cost(Shift shift) {
      long sum = 0;
      long count = 0;
      for (int y = top; y < bottom; y += 2) {
        for (int x = left; x < right; x++) {
          if (y >= hole.y() && y < hole.bottom() && x == hole.x()) {
            x = hole.right();
          }
          if (x < right) {
            int seen = screen.rgb(x + shift.right(), y + shift.down());
            sum += Math.min(SATURATION, Colours.distance(seen, reference.rgb(x, y)));
            count++;
          }
        }
      }
      return count == 0 ? 0 : (double) sum / count;
    }
  }
}
