// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.tables;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One table of those of several runs, each of which had some of the devices. Rows are taken over as
 * they are: a table that one run would have written has the same.
 */
public final class MergedTables {
  private String header = "";
  private final Map<String, String> rows = new HashMap<>();

  /**
   * Adds the table of a run.
   *
   * @param text what its file says
   * @param devices the names of the devices whose rows are wanted
   * @throws IllegalArgumentException if it is none, or has other columns than those before
   */
  public void add(String text, List<String> devices) {
    List<String> records = records(text);
    if (records.isEmpty()) {
      throw new IllegalArgumentException("it has no header");
    }
    if (!header.isEmpty() && !header.equals(records.get(0))) {
      throw new IllegalArgumentException("its columns are others than those of the first run");
    }
    header = records.get(0);
    Map<String, StringBuilder> found = new LinkedHashMap<>();
    records.stream()
        .skip(1)
        .forEach(
            row -> found.computeIfAbsent(firstCell(row), cell -> new StringBuilder()).append(row));
    for (String device : devices) {
      String cell = Csv.cell(device);
      StringBuilder own = found.get(cell);
      if (own != null) {
        rows.put(cell, own.toString());
      }
    }
  }

  /** The table with the devices in this order. */
  public String text(List<String> devices) {
    StringBuilder text = new StringBuilder(header);
    devices.forEach(device -> text.append(rows.getOrDefault(Csv.cell(device), "")));
    return text.toString();
  }

  /** Rows with their ends; a line end within quotes is none. */
  private static List<String> records(String text) {
    List<String> records = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      quoted ^= text.charAt(i) == '"';
      if (text.charAt(i) == '\n' && !quoted) {
        records.add(text.substring(start, i + 1));
        start = i + 1;
      }
    }
    if (start < text.length()) {
      throw new IllegalArgumentException("its last line is cut off");
    }
    return records;
  }

  private static String firstCell(String row) {
    boolean quoted = false;
    for (int i = 0; i < row.length(); i++) {
      quoted ^= row.charAt(i) == '"';
      if (row.charAt(i) == ',' && !quoted) {
        return row.substring(0, i);
      }
    }
    return row;
  }
}
