// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;

/** A bitmap font of our own, 5 by 7, in {@code glyphs.txt}: the same on every machine. */
final class Font {
  static final int COLUMNS = 5;
  static final int ROWS = 7;

  /** From one character to the next. */
  static final int ADVANCE = COLUMNS + 1;

  private static final char FIRST = ' ';
  private static final byte[][] GLYPHS = load();

  /** A full box, for characters that the font lacks. */
  private static final byte[] MISSING = {31, 17, 17, 17, 17, 17, 31};

  private Font() {}

  /** Seven rows of five bits, the leftmost highest. */
  static byte[] rows(char c) {
    int index = c - FIRST;
    return index >= 0 && index < GLYPHS.length ? GLYPHS[index] : MISSING;
  }

  static int width(String text, int scale) {
    return (text.length() * ADVANCE - 1) * scale;
  }

  private static byte[][] load() {
    try (InputStream in = Objects.requireNonNull(Font.class.getResourceAsStream("glyphs.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("##"))
          .map(line -> HexFormat.of().parseHex(line.substring(2)))
          .toArray(byte[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
