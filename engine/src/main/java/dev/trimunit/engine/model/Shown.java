// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

/**
 * When trials last showed a verdict: a nightly gate tries only some of them, and what was not tried
 * is as old as it is.
 *
 * @param nightsAgo in how many nights it was not shown again; zero if this run's own trials show it
 * @param on the day in the lab's time, for example {@code 2026-11-25}; empty if nobody knows
 */
public record Shown(int nightsAgo, String on) {
  /** By trials of this run. */
  public static final Shown NOW = new Shown(0, "");

  public Shown {
    if (nightsAgo < 0) {
      throw new IllegalArgumentException(
          "Nothing was last shown in %d nights".formatted(-nightsAgo));
    }
  }

  /** Whether this run's own trials show it. */
  public boolean now() {
    return nightsAgo == 0;
  }

  /** For example {@code last shown 5 nights ago (2026-11-25)}. */
  public String words() {
    String when = nightsAgo == 1 ? "1 night ago" : nightsAgo + " nights ago";
    return on.isEmpty()
        ? "accepted " + when + " and not shown since"
        : "last shown %s (%s)".formatted(when, on);
  }
}
