// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.util.Arrays;

/** A camera's picture, as PNG or JPEG: what shows nothing is none. */
public final class Photo {
  /** One pixel in so many may be odd: sensors have dead and hot ones. */
  private static final int ODD = 10_000;

  /** Sensors are not silent: up to here it is dark. */
  private static final int DARK = 24;

  private static final int ALIKE = 8;

  private static final int[] CHANNELS = {16, 8, 0};

  private Photo() {}

  /**
   * The picture as a PNG file.
   *
   * @throws IllegalArgumentException says why it is no picture, or shows nothing
   */
  public static byte[] png(byte[] file) {
    boolean isPng = startsWith(file, Png.SIGNATURE);
    if (!isPng && !startsWith(file, Jpeg.SIGNATURE)) {
      throw new IllegalArgumentException("it is neither PNG nor JPEG");
    }
    Picture picture = isPng ? Png.read(file) : Jpeg.read(file);
    requireToShowSomething(picture);
    return isPng ? file : PngWriter.write(picture);
  }

  private static boolean startsWith(byte[] file, byte[] signature) {
    return file.length >= signature.length
        && Arrays.equals(file, 0, signature.length, signature, 0, signature.length);
  }

  private static void requireToShowSomething(Picture picture) {
    int brightest = 0;
    int widest = 0;
    for (int channel : CHANNELS) {
      int[] counts = new int[256];
      for (int pixel : picture.pixels()) {
        counts[(pixel >> channel) & 0xff]++;
      }
      int odd = picture.pixels().length / ODD;
      int high = highest(counts, odd);
      brightest = Math.max(brightest, high);
      widest = Math.max(widest, high - lowest(counts, odd));
    }
    if (brightest < DARK) {
      throw new IllegalArgumentException(
          "it is black, nothing in it is brighter than %d of 255: take the cap off, or leave a light on beside the device"
              .formatted(brightest));
    }
    if (widest < ALIKE) {
      throw new IllegalArgumentException("it is blank: all of it has one colour");
    }
  }

  private static int highest(int[] counts, int odd) {
    int left = odd;
    int value = counts.length - 1;
    while (value > 0 && counts[value] <= left) {
      left -= counts[value--];
    }
    return value;
  }

  private static int lowest(int[] counts, int odd) {
    int left = odd;
    int value = 0;
    while (value < counts.length - 1 && counts[value] <= left) {
      left -= counts[value++];
    }
    return value;
  }
}
