// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

/**
 * An opaque picture: its pixels as {@code 0xRRGGBB}, row by row. Nobody writes to it once it is
 * made.
 */
public final class Picture {
  private final int width;
  private final int height;
  private final int[] rgb;

  /**
   * A picture of these pixels.
   *
   * @param rgb width times height pixels; taken over, not copied
   */
  public Picture(int width, int height, int[] rgb) {
    if (width < 1 || height < 1 || rgb.length != width * height) {
      throw new IllegalArgumentException(
          "A picture of %d x %d has not %d pixels".formatted(width, height, rgb.length));
    }
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  private Picture(int width, int[] rgb, int height) {
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  /** A picture of which only the upper rows are known; the others are black and take no memory. */
  static Picture upper(int width, int height, int[] rgb) {
    return new Picture(width, rgb, height);
  }

  /** In pixels. */
  public int width() {
    return width;
  }

  /** In pixels. */
  public int height() {
    return height;
  }

  /** A pixel as {@code 0xRRGGBB}. */
  public int rgb(int x, int y) {
    int at = y * width + x;
    return at < rgb.length ? rgb[at] : 0;
  }

  /** All pixels that are known; not to be written to. */
  int[] pixels() {
    return rgb;
  }

  /** A part of it. */
  public Picture crop(Region region) {
    if (!region.within(width, height)) {
      throw new IllegalArgumentException(
          "%s lies outside a picture of %d x %d".formatted(region, width, height));
    }
    if (region.width() == width && region.height() == height) {
      return this;
    }
    int[] part = new int[region.width() * region.height()];
    for (int row = 0; row < region.height(); row++) {
      System.arraycopy(
          rgb, (region.y() + row) * width + region.x(), part, row * region.width(), region.width());
    }
    return new Picture(region.width(), region.height(), part);
  }

  /**
   * The same at another size; each new pixel is the mean of what it covers, or a blend of the four
   * nearest.
   */
  Picture scaled(int newWidth, int newHeight) {
    return newWidth == width && newHeight == height
        ? this
        : Scaling.scale(this, newWidth, newHeight);
  }

  /** Whether all pixels are alike. */
  public boolean sameAs(Picture other) {
    return width == other.width
        && height == other.height
        && java.util.Arrays.equals(rgb, other.rgb);
  }
}
