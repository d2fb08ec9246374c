// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Where report files go: a folder, or a map in tests. */
@FunctionalInterface
public interface ReportOutput {
  /**
   * Writes or replaces a file.
   *
   * @param name relative, with {@code /}, for example {@code tables/traffic.csv}
   */
  void write(String name, byte[] content) throws IOException;

  /** Writes or replaces a text file in UTF-8. */
  default void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
