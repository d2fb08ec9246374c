// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import dev.trimunit.engine.model.Policy;
import dev.trimunit.engine.trial.SpecMistake;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;

/** Times as people write them. */
final class SpokenTimes {
  static final String UNIT = "(?:ms|s|seconds?|min|minutes?|h|hours?|d|days?|weeks?)";
  static final String DURATION = "\\d{1,6} ?" + UNIT;
  static final String PERIOD = "(?:\\d{1,6} ?(?:" + UNIT + ")? to )?\\d{1,6} ?" + UNIT;

  private SpokenTimes() {}

  static Duration duration(String text) {
    long amount = Long.parseLong(text.replaceAll("\\D", ""));
    return unit(text.replaceAll("[\\d ]", "")).multipliedBy(amount);
  }

  /** By its first letter: of a unit there are several forms. */
  private static Duration unit(String word) {
    if (word.equals("ms")) {
      return Duration.ofMillis(1);
    }
    return switch (word.charAt(0)) {
      case 'm' -> Duration.ofMinutes(1);
      case 'h' -> Duration.ofHours(1);
      case 'd' -> Duration.ofDays(1);
      case 'w' -> Duration.ofDays(7);
      default -> Duration.ofSeconds(1);
    };
  }

  static Policy.Window period(String text) {
    String[] ends = text.split(" to ", 2);
    Duration most = duration(ends[ends.length - 1]);
    if (ends.length == 1) {
      return ParameterTypes.window(most.dividedBy(2), most);
    }
    boolean hasUnit = ends[0].matches(DURATION);
    String unit = ends[1].replaceAll("[\\d ]", "");
    return ParameterTypes.window(duration(hasUnit ? ends[0] : ends[0] + unit), most);
  }

  static LocalTime timeOfDay(String text) {
    try {
      return LocalTime.parse(text.length() == 4 ? "0" + text : text);
    } catch (DateTimeException e) {
      throw new SpecMistake("'" + text + "' is no time of day: write 07:00", e);
    }
  }
}
