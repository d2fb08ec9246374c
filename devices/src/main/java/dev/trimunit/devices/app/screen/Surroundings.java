// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.util.Arrays;

/** What lies around the compared part of two pictures, sampled evenly. */
final class Surroundings {
  /** A difference beyond this says no more: it is another picture, whatever the amount. */
  private static final int SATURATION = 48;

  /** Enough to tell a shift by; more would only take longer. */
  private static final int MOST_SAMPLES = 20_000;

  private static final int ROUGH_SAMPLES = 5_000;

  /** So often it is looked whether a shift has cost too much already. */
  private static final int STEP = 512;

  private final Picture screen;
  private final Region hole;
  private int[] places = new int[1024];
  private int[] colours = new int[1024];
  private int count;

  /**
   * Samples the surroundings.
   *
   * @param top the first row that counts, below the status bar
   */
  Surroundings(Picture screen, Picture reference, Region hole, int top) {
    this.screen = screen;
    this.hole = hole;
    int reach = Shift.reach(reference.width());
    int margin = Shift.margin(hole, reference.width());
    int left = Math.max(reach, hole.x() - margin);
    int right =
        Math.min(Math.min(screen.width(), reference.width()) - reach, hole.right() + margin);
    int first = Math.max(top + reach, hole.y() - margin);
    int last =
        Math.min(Math.min(screen.height(), reference.height()) - reach, hole.bottom() + margin);
    double pixels = Math.max(0.0, right - left) * Math.max(0, last - first);
    int stride = Math.max(1, (int) Math.ceil(Math.sqrt(pixels / MOST_SAMPLES)));
    for (int y = first; y < last; y += stride) {
      for (int x = left; x < right; x += stride) {
        sample(x, y, reference);
      }
    }
  }

  private void sample(int x, int y, Picture reference) {
    if (y >= hole.y() && y < hole.bottom() && x >= hole.x() && x < hole.right()) {
      return;
    }
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
      colours = Arrays.copyOf(colours, 2 * count);
    }
    places[count] = y * screen.width() + x;
    colours[count++] = reference.rgb(x, y);
  }

  /** Whether the screen has what the compared part shows at that shift. */
  boolean holds(Shift shift) {
    return hole.x() + shift.right() >= 0
        && hole.y() + shift.down() >= 0
        && hole.right() + shift.right() <= screen.width()
        && hole.bottom() + shift.down() <= screen.height();
  }

  /**
   * The mean difference at that shift, or anything above the limit; 0 if there are no surroundings.
   */
  double cost(Shift shift, double limit) {
    return cost(shift, limit, 1);
  }

  /** The same by fewer samples: enough to tell roughly where the screen moved. */
  double roughCost(Shift shift, double limit) {
    return cost(shift, limit, Math.max(1, count / ROUGH_SAMPLES));
  }

  private double cost(Shift shift, double limit, int stride) {
    int[] pixels = screen.pixels();
    int offset = shift.down() * screen.width() + shift.right();
    int samples = (count + stride - 1) / stride;
    double most = limit * samples;
    long sum = 0;
    for (int start = 0; start < count; start += STEP * stride) {
      for (int i = start; i < Math.min(count, start + STEP * stride); i += stride) {
        sum += Math.min(SATURATION, Colours.distance(pixels[places[i] + offset], colours[i]));
      }
      if (sum > most) {
        return Double.MAX_VALUE;
      }
    }
    return count == 0 ? 0 : (double) sum / samples;
  }
}
