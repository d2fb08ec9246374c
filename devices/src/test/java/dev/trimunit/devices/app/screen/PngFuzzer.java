// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

/** Pictures of any octets: read, or refused with a sentence; then compared with themselves. */
public final class PngFuzzer {
  private PngFuzzer() {}

  public static void fuzzerTestOneInput(byte[] png) {
    try {
      Png.size(png);
      Png.readRows(png, 3);
      Picture picture = Png.read(png);
      if ((long) picture.width() * picture.height() <= 1 << 16) {
        ScreenComparator.compare(picture, picture, java.util.Optional.empty(), java.util.List.of());
      }
    } catch (IllegalArgumentException refused) {
      // A sentence for the picture's owner, as it should be.
    }
  }

  /** Where fuzzing starts: each way of writing that we know. */
  public static byte[][] seeds() {
    int[] few = new int[16 * 8];
    int[] many = new int[32 * 32];
    for (int i = 0; i < many.length; i++) {
      many[i] = i * 0x03_11_07 & 0xffffff;
      few[i % few.length] = i % 5 * 0x202020;
    }
    return new byte[][] {
      PngWriter.write(new Picture(16, 8, few)), PngWriter.write(new Picture(32, 32, many))
    };
  }
}
