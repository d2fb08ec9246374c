// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

/**
 * A connected place of differing pixels.
 *
 * @param region what encloses it
 * @param pixels how many differ
 */
record Place(Region region, int pixels) {
  /** A line across a sixteenth of the screen is one that a pointer drew. */
  private static final int LONG = 16;

  /** Whether it is a speck or a long thin line, neither of which shows a state. */
  boolean isHairline(int thin, int screenWidth) {
    int longest = Math.max(region.width(), region.height());
    boolean speck = longest <= thin;
    boolean line = longest >= screenWidth / LONG && pixels <= (long) thin * longest;
    return speck || line;
  }
}
