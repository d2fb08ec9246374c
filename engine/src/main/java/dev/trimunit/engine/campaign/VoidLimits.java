// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

/**
 * How many void trials are too many.
 *
 * @param usageInARow so many for one usage in a row, and it is given up: its verdicts are
 *     inconclusive
 * @param trialsInARow so many trials wholly void in a row, and the campaign stops
 * @param fewest below so many wholly void trials their share does not matter
 * @param share above this share of wholly void trials the campaign stops
 */
public record VoidLimits(int usageInARow, int trialsInARow, int fewest, double share) {
  /** 5 in a row for a usage; 10 in a row, or 20 and more than a quarter, for the campaign. */
  public static final VoidLimits USUAL = new VoidLimits(5, 10, 20, 0.25);

  /** Whether a campaign with so many trials, so many of them wholly void, should stop. */
  boolean tooMany(int trials, int voids, int inARow) {
    return inARow >= trialsInARow || (voids >= fewest && voids > share * trials);
  }
}
