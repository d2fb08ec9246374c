// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.Arrays;
import java.util.List;

/** What a device is told about a blocked name. Devices differ in what they make of it. */
public enum BlockAnswer {
  /** A {@code 127.0.0.1}, AAAA {@code ::1}, everything else no data. */
  LOOPBACK("loopback"),
  /** A {@code 0.0.0.0}, AAAA {@code ::}, everything else no data. */
  UNSPECIFIED("unspecified"),
  /** The name does not exist. */
  NAME_ERROR("NXDOMAIN"),
  /** The name exists, without any data. */
  NO_DATA("no-data"),
  /** The resolver refuses to say. */
  REFUSED("REFUSED"),
  /** Nothing: the query is dropped. */
  SILENCE("silence");

  private final String word;

  BlockAnswer(String word) {
    this.word = word;
  }

  /** As specs and settings write it. */
  public String word() {
    return word;
  }

  /**
   * Reads the word of specs and settings, whatever its case.
   *
   * @throws IllegalArgumentException with the text and what is understood
   */
  public static BlockAnswer parse(String text) {
    return Arrays.stream(values())
        .filter(answer -> answer.word.equalsIgnoreCase(text.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is no answer to a blocked name: write %s"
                        .formatted(text, String.join(", ", words()))));
  }

  private static List<String> words() {
    return Arrays.stream(values()).map(BlockAnswer::word).toList();
  }

  @Override
  public String toString() {
    return word;
  }
}
