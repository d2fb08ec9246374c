// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.model.Usage;
import java.util.Locale;

/** What the engine fills into an outline without Examples. */
enum Placeholder {
  FUNCTIONALITY,
  VANTAGE,
  DESTINATION;

  /** As specs write it, for example {@code <destination>}. */
  String text() {
    return "<" + name().toLowerCase(Locale.ROOT) + ">";
  }

  /** Fills a usage into a text. */
  static String fill(String text, Usage usage) {
    return text.replace(FUNCTIONALITY.text(), usage.functionality())
        .replace(VANTAGE.text(), usage.vantage().name());
  }
}
