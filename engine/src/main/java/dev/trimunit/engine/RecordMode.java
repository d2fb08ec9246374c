// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.NearMisses;
import java.util.List;
import java.util.Locale;

/** What a run does about reference pictures, instead of judging anything. */
enum RecordMode {
  /** Nothing: it judges. */
  OFF,
  /** Uses each functionality once and proposes what the app shows. */
  RECORD,
  /** Copies what was proposed beside the references that there are. */
  KEEP,
  /** Copies what was proposed over the references that it differs from. */
  REPLACE;

  private static final List<String> WORDS = List.of("true", "keep", "replace", "false");

  /** Without a value, the property means {@code true}. */
  static RecordMode of(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "", "true" -> RECORD;
      case "keep" -> KEEP;
      case "replace" -> REPLACE;
      case "false" -> OFF;
      default -> throw new IllegalArgumentException(NearMisses.sentence(text, WORDS, "values"));
    };
  }

  /** Whether proposals are taken over. */
  boolean keeps() {
    return this == KEEP || this == REPLACE;
  }
}
