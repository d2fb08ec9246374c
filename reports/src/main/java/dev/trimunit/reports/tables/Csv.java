// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.tables;

import java.util.List;
import java.util.Locale;

/**
 * CSV text by RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in
 * front (OWASP, CSV injection): names come from the network.
 */
public final class Csv {
  /** The last four are full-width forms, which some spreadsheets take for the others. */
  private static final String FORMULA_STARTS = "=+-@\t\r\n|%\uff1d\uff0b\uff0d\uff20";

  private final StringBuilder text = new StringBuilder();
  private final int columns;

  /**
   * @param header the names of the columns
   */
  public Csv(String... header) {
    columns = header.length;
    row((Object[]) header);
  }

  /** Adds a row; numbers are written plainly, everything else as text. */
  public void row(Object... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + columns + " columns: " + List.of(cells));
    }
    for (int i = 0; i < cells.length; i++) {
      text.append(i == 0 ? "" : ",").append(cell(cells[i]));
    }
    text.append("\r\n");
  }

  /** A share of a whole in percent with two decimals, or nothing if there is no whole. */
  static String percent(long part, long whole) {
    return whole == 0 ? "" : String.format(Locale.ROOT, "%.2f", 100.0 * part / whole);
  }

  static String cell(Object value) {
    String cell = value.toString();
    boolean formula =
        !(value instanceof Number)
            && !cell.isEmpty()
            && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
    String safe = formula ? "'" + cell : cell;
    boolean quote = safe.chars().anyMatch(c -> c == ',' || c == ';' || c == '"' || c < ' ');
    return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
