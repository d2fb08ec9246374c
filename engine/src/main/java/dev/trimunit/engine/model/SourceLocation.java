// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

/**
 * A place in a file that a tester wrote.
 *
 * @param file as the tester knows it, for example {@code features/tp-link-bulb.feature}
 * @param line 1-based; 0 for the file as a whole
 */
public record SourceLocation(String file, int line) {
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
