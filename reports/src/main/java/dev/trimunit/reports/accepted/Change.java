// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.accepted;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Usage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is not as it was.
 *
 * @param kind what sort of change it is
 * @param destination the destination as it is now; as it was, if it is gone
 * @param usage of a verdict, else null
 * @param before a verdict, party, destination or share in percent; empty if there was none
 * @param after the same as it is now; empty if there is none
 * @param sentence all of it for people
 */
public record Change(
    Kind kind,
    Destination destination,
    @Nullable Usage usage,
    String before,
    String after,
    String sentence) {
  /** The sorts of changes. */
  public enum Kind {
    NEW_DESTINATION,
    GONE_DESTINATION,
    OTHER_PORT,
    OTHER_PARTY,
    CHANGED_VERDICT,
    NEW_VERDICT,
    MISSING_VERDICT,
    OTHER_SHARE;

    /** For example {@code changed verdict}. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
