// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text files of testers are UTF-8; another encoding is told, not read as something else. */
public final class Utf8Text {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Utf8Text() {}

  /**
   * The text of a file, without a byte order mark.
   *
   * @throws IOException with line, byte and what to do, if it is no UTF-8
   */
  public static String of(byte[] bytes) throws IOException {
    if (looksLikeUtf16(bytes)) {
      throw new IOException("it is UTF-16: save it as UTF-8");
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      throw new IOException(
          "line %d is not UTF-8 (byte 0x%02X; Latin-1 perhaps): save the file as UTF-8"
              .formatted(text.chars().filter(c -> c == '\n').count() + 1, in.get(in.position())));
    }
    return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
  }

  /** By its mark; or every other byte of its first letters is zero. */
  private static boolean looksLikeUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    return (first == 0xFE && second == 0xFF)
        || (first == 0xFF && second == 0xFE)
        || first == 0 != (second == 0);
  }
}
