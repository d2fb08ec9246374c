// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.data;

/** Text for a terminal: what comes from a file that somebody sent may hold escape sequences. */
public final class PlainText {
  private PlainText() {}

  /** One line without control and formatting characters. */
  public static String line(String text) {
    return text.codePoints()
        .map(c -> isHarmless(c) ? c : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isHarmless(int c) {
    return !Character.isISOControl(c)
        && switch (Character.getType(c)) {
          case Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE ->
              false;
          default -> true;
        };
  }
}
