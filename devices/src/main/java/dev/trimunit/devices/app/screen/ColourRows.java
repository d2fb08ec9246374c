// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;

/**
 * The rows of a PNG picture of eight bits a colour, which is what phones take. Filters are undone
 * on whole pixels, because this decides how fast a screen is told: the four octets of an int are
 * added at once, and where colours are flat a neighbour is the prediction without any arithmetic.
 */
final class ColourRows {
  private static final int LOW = 0x7f7f7f7f;
  private static final int HIGH = 0x80808080;

  private final Inflation inflation;
  private final int octets;
  private final int width;
  private final byte[] line;
  private final byte[] zeros;
  private final IntBuffer pixels;
  private final int[] opacity;
  private final int[] opaque;
  private final int[] finished;

  /**
   * @param octets of a pixel: 3, or 4 with its opacity
   */
  ColourRows(Inflation inflation, int octets, int width) {
    this.inflation = inflation;
    this.octets = octets;
    this.width = width;
    this.line = new byte[1 + octets * width];
    this.zeros = new byte[line.length];
    this.pixels =
        ByteBuffer.wrap(line, 1, line.length - 1)
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asIntBuffer();
    this.opacity = new int[width];
    this.opaque = new int[width];
    this.finished = new int[width];
    Arrays.fill(opaque, 255);
  }

  /** Reads the upper rows. */
  void read(int[] rgb, int rows) throws DataFormatException {
    int[] above = new int[width];
    int[] row = new int[width];
    for (int y = 0; y < rows; y++) {
      inflation.fill(line);
      if (y > 0 && isAsAbove()) {
        System.arraycopy(rgb, (y - 1) * width, rgb, y * width, width);
      } else {
        load(row);
        undo(row, above);
        finish(row);
        System.arraycopy(finished, 0, rgb, y * width, width);
        int[] spare = above;
        above = row;
        row = spare;
      }
    }
  }

  /** Whether a row says no more than "as above", which most rows of an app's screen do. */
  private boolean isAsAbove() {
    return line[0] == 2 && Arrays.mismatch(line, 1, line.length, zeros, 1, zeros.length) < 0;
  }

  private void load(int[] row) {
    if (octets == 4) {
      pixels.rewind().get(row);
      return;
    }
    for (int x = 0, i = 1; x < width; x++, i += 3) {
      row[x] = (line[i] & 255) | ((line[i + 1] & 255) << 8) | ((line[i + 2] & 255) << 16);
    }
  }

  private void undo(int[] row, int[] above) throws DataFormatException {
    switch (line[0]) {
      case 0 -> {}
      case 1 -> left(row);
      case 2 -> up(row, above);
      case 3 -> mean(row, above);
      case 4 -> paeth(row, above);
      default -> throw new DataFormatException("a row has the unknown filter " + line[0]);
    }
  }

  /** Adds octet by octet, without carrying from one to the next. */
  private static int add(int a, int b) {
    return (a & LOW) + (b & LOW) ^ ((a ^ b) & HIGH);
  }

  private static void left(int[] row) {
    int left = 0;
    for (int x = 0; x < row.length; x++) {
      left = add(row[x], left);
      row[x] = left;
    }
  }

  private static void up(int[] row, int[] above) {
    for (int x = 0; x < row.length; x++) {
      row[x] = add(row[x], above[x]);
    }
  }

  private static void mean(int[] row, int[] above) {
    int left = 0;
    for (int x = 0; x < row.length; x++) {
      int up = above[x];
      left = add(row[x], (left & up) + (((left ^ up) >>> 1) & LOW));
      row[x] = left;
    }
  }

  private static void paeth(int[] row, int[] above) {
    int left = 0;
    int corner = 0;
    for (int x = 0; x < row.length; x++) {
      int up = above[x];
      int near = left == corner ? up : up == corner ? left : paeth(left, up, corner);
      left = row[x] == 0 ? near : add(row[x], near);
      row[x] = left;
      corner = up;
    }
  }

  private static int paeth(int left, int up, int corner) {
    return (nearest(left >>> 24, up >>> 24, corner >>> 24) << 24)
        | (nearest((left >> 16) & 255, (up >> 16) & 255, (corner >> 16) & 255) << 16)
        | (nearest((left >> 8) & 255, (up >> 8) & 255, (corner >> 8) & 255) << 8)
        | nearest(left & 255, up & 255, corner & 255);
  }

  /** The standard's choice, in a form that needs no branches. */
  private static int nearest(int left, int up, int corner) {
    int threshold = 3 * corner - left - up;
    int low = Math.min(left, up);
    int high = Math.max(left, up);
    int inner = high <= threshold ? low : corner;
    return threshold <= low ? high : inner;
  }

  /**
   * Makes pixels of it and lays what is transparent over white. Each loop goes from index to the
   * same index, because the compiler vectorises nothing else.
   */
  private void finish(int[] row) {
    for (int x = 0; x < row.length; x++) {
      opacity[x] = row[x] >>> 24;
    }
    for (int x = 0; x < row.length; x++) {
      int pixel = row[x];
      finished[x] = ((pixel & 255) << 16) | (pixel & 0xff00) | ((pixel >> 16) & 255);
    }
    int x = octets == 3 ? -1 : Arrays.mismatch(opacity, opaque);
    for (; x >= 0 && x < row.length; x++) {
      finished[x] = PngPixels.over(finished[x], opacity[x]);
    }
  }
}
