// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of a benchmark, printed and written as they come: a long one may be stopped. */
public final class BenchRows {
  private final Path file;
  private final List<String> rows = new ArrayList<>();

  /**
   * Begins a file.
   *
   * @param name of the file, in the folder that {@code trimunit.bench.out} names
   */
  public BenchRows(String name, String header) throws IOException {
    Path out = Path.of(System.getProperty("trimunit.bench.out", "target/bench"));
    this.file = Files.createDirectories(out).resolve(name);
    rows.add(header);
  }

  /** Adds a row. */
  public void add(String row) throws IOException {
    rows.add(row);
    System.out.println(row);
    Files.write(file, rows);
  }

  /**
   * Whether a part is among those that {@code trimunit.bench.<property>} names.
   *
   * @param usual what is named if nobody says; empty for all
   */
  public static boolean wanted(String property, String usual, String name) {
    String parts = System.getProperty("trimunit.bench." + property, usual);
    return parts.isEmpty() || Arrays.asList(parts.split(",")).contains(name);
  }
}
