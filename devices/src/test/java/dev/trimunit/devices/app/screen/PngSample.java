// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A PNG file of random samples, written in any way that the standard knows, or in none of them. */
final class PngSample {
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  final int width;
  final int height;
  final int colour;
  final int depth;
  private final boolean interlaced;
  private final List<byte[]> chunks = new ArrayList<>();
  private byte[] header = {};

  PngSample(int width, int height, int colour, int depth, boolean interlaced) {
    this.width = width;
    this.height = height;
    this.colour = colour;
    this.depth = depth;
    this.interlaced = interlaced;
    header = header(width, height, colour, depth, interlaced ? 1 : 0);
  }

  static byte[] header(int width, int height, int colour, int depth, int interlaced) {
    ByteBuffer content = ByteBuffer.allocate(13).putInt(width).putInt(height);
    content.put((byte) depth).put((byte) colour).putShort((short) 0).put((byte) interlaced);
    return chunk("IHDR", content.array());
  }

  PngSample with(String type, byte[] content) {
    chunks.add(chunk(type, content));
    return this;
  }

  /** All colours that a palette of this depth can have. */
  PngSample withPalette(Random random) {
    byte[] palette = new byte[3 << depth];
    random.nextBytes(palette);
    return with("PLTE", palette);
  }

  /** Random samples, often like the one before, each row with that filter, 5 for a random one. */
  byte[] file(int filter, Random random) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    int[][] passes = interlaced ? PASSES : new int[][] {{0, 0, 1, 1}};
    for (int[] pass : passes) {
      int columns = (width - pass[0] + pass[2] - 1) / pass[2];
      byte[] above = new byte[Math.max(0, columns * bits() + 7) / 8];
      for (int y = pass[1]; columns > 0 && y < height; y += pass[3]) {
        byte[] row = random.nextInt(4) == 0 ? above : samples(above.length, random);
        int chosen = filter == 5 ? random.nextInt(5) : filter;
        rows.write(chosen);
        rows.writeBytes(filtered(row, above, chosen));
        above = row;
      }
    }
    return file(deflate(rows.toByteArray(), 1 + random.nextInt(9), Deflater.DEFAULT_STRATEGY));
  }

  /** A file with these bytes as its pixels, in chunks of a few kilobytes. */
  byte[] file(byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Png.SIGNATURE);
    out.writeBytes(header);
    chunks.forEach(out::writeBytes);
    for (int at = 0; at < data.length; at += 8000) {
      out.writeBytes(chunk("IDAT", Arrays.copyOfRange(data, at, Math.min(data.length, at + 8000))));
    }
    out.writeBytes(chunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  private byte[] samples(int length, Random random) {
    byte[] row = new byte[length];
    int pixel = Math.max(1, bits() / 8);
    for (int i = 0; i < length; i++) {
      row[i] = i >= pixel && random.nextInt(3) > 0 ? row[i - pixel] : (byte) random.nextInt();
    }
    return row;
  }

  private byte[] filtered(byte[] row, byte[] above, int filter) {
    int pixel = Math.max(1, bits() / 8);
    byte[] out = new byte[row.length];
    for (int i = 0; i < row.length; i++) {
      int left = i < pixel ? 0 : row[i - pixel] & 255;
      int up = above[i] & 255;
      int corner = i < pixel ? 0 : above[i - pixel] & 255;
      int guess =
          switch (filter) {
            case 1 -> left;
            case 2 -> up;
            case 3 -> (left + up) / 2;
            case 4 -> paeth(left, up, corner);
            default -> 0;
          };
      out[i] = (byte) (row[i] - guess);
    }
    return out;
  }

  private static int paeth(int a, int b, int c) {
    int p = a + b - c;
    int pa = Math.abs(p - a);
    int pb = Math.abs(p - b);
    int pc = Math.abs(p - c);
    return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
  }

  private int bits() {
    return depth
        * (colour == PngPixels.RGB ? 3 : colour == 4 ? 2 : colour == PngPixels.RGB_ALPHA ? 4 : 1);
  }

  static byte[] deflate(byte[] data, int level, int strategy) {
    Deflater deflater = new Deflater(level);
    deflater.setStrategy(strategy);
    deflater.setInput(data);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] some = new byte[1 << 16];
    while (!deflater.finished()) {
      out.write(some, 0, deflater.deflate(some));
    }
    deflater.end();
    return out.toByteArray();
  }

  static byte[] chunk(String type, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(StandardCharsets.US_ASCII));
    crc.update(content);
    return ByteBuffer.allocate(12 + content.length)
        .putInt(content.length)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .put(content)
        .putInt((int) crc.getValue())
        .array();
  }
}
