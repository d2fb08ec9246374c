// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Durations in words, as people say them. */
public final class Durations {
  private static final Map<String, Long> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("day", 86_400_000L);
    UNITS.put("hour", 3_600_000L);
    UNITS.put("minute", 60_000L);
    UNITS.put("second", 1_000L);
  }

  private Durations() {}

  /** {@code 14 days}, {@code 90 minutes}, {@code 1 second}; {@code 250 ms} below that. */
  public static String words(Duration duration) {
    long millis = duration.toMillis();
    for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
      long count = millis / unit.getValue();
      boolean whole = millis % unit.getValue() == 0;
      if (count > 0 && whole) {
        return count(count, unit.getKey());
      }
    }
    return millis + " ms";
  }

  /** The same, rounded down to the largest unit of which there are two at least. */
  public static String roughly(Duration duration) {
    long millis = duration.toMillis();
    for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
      long count = millis / unit.getValue();
      if (count >= 2 || (count == 1 && millis % unit.getValue() == 0)) {
        return count(count, unit.getKey());
      }
    }
    return words(Duration.ofSeconds(duration.toSeconds()));
  }

  /** To a tenth of a day, from two days on: {@code 8.9 days}; below, as {@link #roughly}. */
  public static String inDays(Duration duration) {
    return duration.toDays() < 2
        ? roughly(duration)
        : String.format(Locale.ROOT, "%.1f days", duration.toMinutes() / 1_440.0);
  }

  private static String count(long count, String unit) {
    return "%,d %s%s".formatted(count, unit, count == 1 ? "" : "s");
  }
}
