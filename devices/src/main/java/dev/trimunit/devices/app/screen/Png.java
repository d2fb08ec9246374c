// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * Reads PNG files from anywhere: every colour type, depth and interlacing of the standard, and
 * nothing that its header does not announce. The size is checked before a byte is decompressed, and
 * no more is decompressed than the pixels need, so a small file cannot ask for much memory.
 * Checksums are not compared.
 */
public final class Png {
  static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** More than any phone has: 8K. */
  static final long MAX_PIXELS = 33_177_600;

  /** A picture with few, endless rows would take many times its pixels' memory while it is read. */
  static final long MAX_SIDE = 20_000;

  private static final int HEADER_LENGTH = 13;

  /** Deflate packs no better. */
  private static final int MOST_DEFLATED = 1_032;

  private final byte[] file;
  private final List<ByteBuffer> data = new ArrayList<>();
  private byte[] palette = {};
  private byte[] transparency = {};
  private int width;
  private int height;
  private int depth;
  private int colour;
  private boolean interlaced;

  private Png(byte[] file) {
    this.file = file;
  }

  /**
   * Reads a whole picture. What is transparent is laid over white.
   *
   * @throws IllegalArgumentException if it is no PNG file, is damaged, or has too many pixels; says
   *     which
   */
  public static Picture read(byte[] file) {
    return new Png(file).picture(Integer.MAX_VALUE);
  }

  /**
   * Reads the upper rows only, for speed; the lower ones are black.
   *
   * @param rows how many rows matter
   */
  static Picture readRows(byte[] file, int rows) {
    return new Png(file).picture(rows);
  }

  /** A picture's size, from its header alone; throws as {@link #read} does. */
  static Region size(byte[] file) {
    Png png = new Png(file);
    png.chunks();
    return new Region(0, 0, png.width, png.height);
  }

  private Picture picture(int rows) {
    chunks();
    PngPixels pixels = new PngPixels(colour, depth, palette, transparency);
    int read = interlaced ? height : Math.min(rows, height);
    requireEnoughData((long) pixels.bits() * width / 8 * read);
    int[] rgb = new int[width * read];
    try {
      Inflation inflation = new Inflation(data);
      if (interlaced) {
        adam7(inflation, pixels, rgb);
      } else if (isCommon()) {
        new ColourRows(inflation, colour == PngPixels.RGB ? 3 : 4, width).read(rgb, read);
      } else {
        rows(inflation, pixels, rgb, read);
      }
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("a damaged PNG file: " + e.getMessage(), e);
    }
    return Picture.upper(width, height, rgb);
  }

  /** As phones write their screens. */
  private boolean isCommon() {
    return depth == 8
        && (colour == PngPixels.RGB_ALPHA || (colour == PngPixels.RGB && transparency.length == 0));
  }

  /** Before memory is taken for pixels that so few bytes cannot hold. */
  private void requireEnoughData(long bytes) {
    long packed = data.stream().mapToLong(ByteBuffer::remaining).sum();
    if (bytes / MOST_DEFLATED > packed) {
      throw new IllegalArgumentException("a damaged PNG file: its pixels end too early");
    }
  }

  private void rows(Inflation inflation, PngPixels pixels, int[] rgb, int rows)
      throws DataFormatException {
    Scanlines lines = new Scanlines(inflation, pixels, width);
    for (int y = 0; y < rows; y++) {
      pixels.unpack(lines.next(), width, rgb, y * width, 1);
    }
  }

  private void adam7(Inflation inflation, PngPixels pixels, int[] rgb) throws DataFormatException {
    int[][] passes = {
      {0, 0, 8, 8},
      {4, 0, 8, 8},
      {0, 4, 4, 8},
      {2, 0, 4, 4},
      {0, 2, 2, 4},
      {1, 0, 2, 2},
      {0, 1, 1, 2}
    };
    for (int[] pass : passes) {
      int columns = (width - pass[0] + pass[2] - 1) / pass[2];
      if (columns > 0) {
        Scanlines lines = new Scanlines(inflation, pixels, columns);
        for (int y = pass[1]; y < height; y += pass[3]) {
          pixels.unpack(lines.next(), columns, rgb, y * width + pass[0], pass[2]);
        }
      }
    }
  }

  private void chunks() {
    if (file.length < SIGNATURE.length || !Arrays.equals(file, 0, 8, SIGNATURE, 0, 8)) {
      throw new IllegalArgumentException("no PNG file: it begins with " + beginning());
    }
    ByteBuffer in = ByteBuffer.wrap(file, SIGNATURE.length, file.length - SIGNATURE.length);
    boolean more = true;
    while (more && in.remaining() >= 12) {
      int length = in.getInt();
      String type = type(in.getInt());
      if (length < 0 || length > in.remaining() - 4) {
        throw new IllegalArgumentException("a PNG file that ends within its " + type + " chunk");
      }
      more = chunk(type, in.slice(in.position(), length));
      in.position(in.position() + length + 4);
    }
    if (width == 0 || data.isEmpty()) {
      throw new IllegalArgumentException(
          "a PNG file without " + (width == 0 ? "a header" : "pixels"));
    }
    if (colour == PngPixels.PALETTE && palette.length == 0) {
      throw new IllegalArgumentException("a PNG file without its palette");
    }
  }

  private boolean chunk(String type, ByteBuffer content) {
    switch (type) {
      case "IHDR" -> header(content);
      case "PLTE" -> palette = bytes(content, type, 768);
      case "tRNS" -> transparency = bytes(content, type, 256);
      case "IDAT" -> data.add(content);
      default -> {}
    }
    return !type.equals("IEND");
  }

  private void header(ByteBuffer content) {
    if (width != 0 || content.remaining() != HEADER_LENGTH) {
      throw new IllegalArgumentException(
          width != 0
              ? "a PNG file with two headers"
              : "a PNG file with a header of " + content.remaining() + " bytes");
    }
    long columns = content.getInt() & 0xffffffffL;
    long rows = content.getInt() & 0xffffffffL;
    if (columns == 0
        || rows == 0
        || columns > MAX_SIDE
        || rows > MAX_SIDE
        || columns * rows > MAX_PIXELS) {
      throw new IllegalArgumentException(
          "a picture of %,d x %,d pixels; at most %,d a side and %,d in all are read"
              .formatted(columns, rows, MAX_SIDE, MAX_PIXELS));
    }
    width = (int) columns;
    height = (int) rows;
    depth = content.get();
    colour = content.get();
    int method = content.getShort();
    int interlacing = content.get();
    PngPixels.requireKnown(colour, depth);
    if (method != 0 || interlacing < 0 || interlacing > 1) {
      throw new IllegalArgumentException("a PNG file that is packed in an unknown way");
    }
    interlaced = interlacing == 1;
  }

  private static byte[] bytes(ByteBuffer content, String type, int atMost) {
    if (content.remaining() > atMost) {
      throw new IllegalArgumentException(
          "a PNG file with a %s chunk of %,d bytes, %d at most"
              .formatted(type, content.remaining(), atMost));
    }
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return bytes;
  }

  private static String type(int octets) {
    char[] type = new char[4];
    for (int i = 0; i < 4; i++) {
      char c = (char) ((octets >>> (24 - 8 * i)) & 255);
      type[i] = c < 128 && Character.isLetter(c) ? c : '?';
    }
    return new String(type);
  }

  private String beginning() {
    int length = Math.min(12, file.length);
    String text = new String(file, 0, length, StandardCharsets.US_ASCII).replaceAll("[^ -~]", "?");
    return length == 0 ? "nothing" : "'" + text + "'";
  }
}
