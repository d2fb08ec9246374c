// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Writes pictures as PNG files, with a palette if 256 colours suffice. ImageIO would do, but writes
 * larger files more slowly, and differently from one JDK to another.
 */
public final class PngWriter {
  private static final int PALETTE_SIZE = 256;

  private PngWriter() {}

  /** The picture as a PNG file. */
  public static byte[] write(Picture picture) {
    Map<Integer, Integer> palette = new HashMap<>();
    byte @Nullable [] indexed = indexed(picture, palette);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Png.SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(picture.width()).putInt(picture.height());
    header.put((byte) 8).put((byte) (indexed == null ? PngPixels.RGB : PngPixels.PALETTE));
    chunk(out, "IHDR", header.array());
    if (indexed != null) {
      byte[] colours = new byte[3 * palette.size()];
      palette.forEach((rgb, index) -> put(colours, 3 * index, rgb));
      chunk(out, "PLTE", colours);
    }
    chunk(out, "IDAT", deflate(indexed == null ? plain(picture) : indexed));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /**
   * Rows of palette indices, each after a zero for "not filtered"; null if there are too many
   * colours.
   */
  private static byte @Nullable [] indexed(Picture picture, Map<Integer, Integer> palette) {
    int[] pixels = picture.pixels();
    byte[] rows = new byte[(picture.width() + 1) * picture.height()];
    int last = -1;
    int index = 0;
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] != last) {
        last = pixels[i];
        Integer known = palette.putIfAbsent(last, palette.size());
        index = known == null ? palette.size() - 1 : known;
        if (index == PALETTE_SIZE) {
          return null;
        }
      }
      rows[i + i / picture.width() + 1] = (byte) index;
    }
    return rows;
  }

  /** Rows of red, green and blue, each pixel less the one above it: filter 2. */
  private static byte[] plain(Picture picture) {
    int stride = 3 * picture.width() + 1;
    byte[] rows = new byte[stride * picture.height()];
    for (int y = 0; y < picture.height(); y++) {
      rows[y * stride] = 2;
      for (int x = 0; x < picture.width(); x++) {
        put(
            rows,
            y * stride + 1 + 3 * x,
            less(picture.rgb(x, y), y == 0 ? 0 : picture.rgb(x, y - 1)));
      }
    }
    return rows;
  }

  private static int less(int rgb, int above) {
    int red = (rgb >> 16) - (above >> 16) & 255;
    int green = ((rgb >> 8) & 255) - ((above >> 8) & 255) & 255;
    int blue = (rgb & 255) - (above & 255) & 255;
    return (red << 16) | (green << 8) | blue;
  }

  private static void put(byte[] bytes, int at, int rgb) {
    bytes[at] = (byte) (rgb >> 16);
    bytes[at + 1] = (byte) (rgb >> 8);
    bytes[at + 2] = (byte) rgb;
  }

  private static byte[] deflate(byte[] data) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(data);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(data.length / 16 + 64);
      byte[] buffer = new byte[16384];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
