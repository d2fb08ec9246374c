// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

/** Text for a terminal: file names and names from the network may hold escape sequences. */
public final class ConsoleText {
  private ConsoleText() {}

  /** One line without control characters. */
  public static String line(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) || isFormat(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isFormat(int c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
