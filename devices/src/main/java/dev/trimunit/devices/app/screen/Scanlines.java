// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.util.zip.DataFormatException;

/** The rows of one pass over a PNG picture, with their filters undone. */
final class Scanlines {
  private final Inflation inflation;
  private final int pixelBytes;
  private byte[] line;
  private byte[] above;

  /** Each line begins with its filter, at index 0. */
  Scanlines(Inflation inflation, PngPixels pixels, int columns) {
    this.inflation = inflation;
    this.pixelBytes = Math.max(1, pixels.bits() / 8);
    int length = 1 + (int) (((long) columns * pixels.bits() + 7) / 8);
    this.line = new byte[length];
    this.above = new byte[length];
  }

  /** The next row; its bytes begin at index 1 and are valid until the next call. */
  byte[] next() throws DataFormatException {
    byte[] spare = above;
    above = line;
    line = spare;
    inflation.fill(line);
    switch (line[0]) {
      case 0 -> {}
      case 1 -> left();
      case 2 -> up();
      case 3 -> mean();
      case 4 -> paeth();
      default -> throw new DataFormatException("a row has the unknown filter " + line[0]);
    }
    return line;
  }

  private void left() {
    for (int i = 1 + pixelBytes; i < line.length; i++) {
      line[i] += line[i - pixelBytes];
    }
  }

  private void up() {
    for (int i = 1; i < line.length; i++) {
      line[i] += above[i];
    }
  }

  private void mean() {
    for (int i = 1; i < line.length; i++) {
      int left = i > pixelBytes ? line[i - pixelBytes] & 255 : 0;
      line[i] += (byte) ((left + (above[i] & 255)) / 2);
    }
  }

  private void paeth() {
    for (int i = 1; i <= pixelBytes && i < line.length; i++) {
      line[i] += above[i];
    }
    for (int i = 1 + pixelBytes; i < line.length; i++) {
      int left = line[i - pixelBytes] & 255;
      int up = above[i] & 255;
      int corner = above[i - pixelBytes] & 255;
      int toLeft = Math.abs(up - corner);
      int toUp = Math.abs(left - corner);
      int toCorner = Math.abs(left + up - 2 * corner);
      line[i] +=
          (byte) (toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner);
    }
  }
}
