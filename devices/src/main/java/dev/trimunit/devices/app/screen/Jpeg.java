// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads JPEG files, as cameras take them; the size is checked before a pixel is unpacked. */
final class Jpeg {
  static final byte[] SIGNATURE = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

  private Jpeg() {}

  /**
   * Reads a whole picture.
   *
   * @throws IllegalArgumentException if it is damaged, or has too many pixels
   */
  static Picture read(byte[] file) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if (Math.max(width, height) > Png.MAX_SIDE || (long) width * height > Png.MAX_PIXELS) {
        throw new IllegalArgumentException(
            "it has %d x %d pixels, which are too many".formatted(width, height));
      }
      BufferedImage image = reader.read(0);
      int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] &= 0xff_ff_ff;
      }
      return new Picture(width, height, rgb);
    } catch (IOException | IndexOutOfBoundsException | IllegalStateException e) {
      throw new IllegalArgumentException("the JPEG file is damaged: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
  }
}
