// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps.german;

import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Policy;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.steps.ParameterTypes;
import io.cucumber.java.ParameterType;
import java.time.Duration;

/** Words that are others in German. What both languages share, as a destination, is not here. */
public final class GermanWords {
  private static final String UNIT = "(?:ms|s|Sekunden?|min|Minuten?|h|Stunden?|Tage?n?|Wochen?)";
  private static final String TIME = "\\d{1,6} ?" + UNIT;

  private GermanWords() {}

  /** A time: {@code 500 ms}, {@code 2 Minuten}, {@code 14 Tage}. */
  @ParameterType(TIME)
  public static Duration dauer(String text) {
    long amount = Long.parseLong(text.replaceAll("\\D", ""));
    return unit(text.replaceAll("[\\d ]", "")).multipliedBy(amount);
  }

  private static Duration unit(String word) {
    if (word.equals("ms")) {
      return Duration.ofMillis(1);
    }
    return switch (Character.toLowerCase(word.charAt(0))) {
      case 'm' -> Duration.ofMinutes(1);
      case 'h' -> Duration.ofHours(1);
      case 't' -> Duration.ofDays(1);
      case 'w' -> Duration.ofDays(7);
      default -> word.startsWith("St") ? Duration.ofHours(1) : Duration.ofSeconds(1);
    };
  }

  /**
   * How often something is let through: {@code 4 bis 7 Tage}; {@code 7 Tage} is half of it at
   * least.
   */
  @ParameterType("(?:\\d{1,6} bis )?\\d{1,6} ?" + UNIT)
  public static Policy.Window zeitraum(String text) {
    String[] ends = text.split(" bis ", 2);
    Duration most = dauer(ends[ends.length - 1]);
    return ends.length == 1
        ? ParameterTypes.window(most.dividedBy(2), most)
        : ParameterTypes.window(dauer(ends[0] + ends[1].replaceAll("[\\d ]", "")), most);
  }

  /** On which side of the true time a clock is: {@code vorgeht}, {@code nachgeht}. */
  @ParameterType("vorgeht|nachgeht")
  public static boolean vorgeht(String word) {
    return word.equals("vorgeht");
  }

  /** What a destination is for. */
  @ParameterType("Update|Alarm|Zeit|Erreichbarkeits|Berichts|Inhalts|Steuerungs")
  public static Purpose zweck(String word) {
    return switch (word) {
      case "Update" -> Purpose.UPDATE;
      case "Alarm" -> Purpose.ALARM;
      case "Zeit" -> Purpose.TIME;
      case "Erreichbarkeits" -> Purpose.CONNECTIVITY;
      case "Berichts" -> Purpose.REPORTING;
      case "Inhalts" -> Purpose.CONTENT;
      default -> Purpose.CONTROL;
    };
  }

  /**
   * Who runs a destination: {@code des Herstellers}, {@code eines Dienstleisters}, {@code Dritter}.
   */
  @ParameterType("des Herstellers|eines Dienstleisters|Dritter")
  public static Party beteiligter(String words) {
    return switch (words) {
      case "des Herstellers" -> Party.FIRST;
      case "eines Dienstleisters" -> Party.SUPPORT;
      default -> Party.THIRD;
    };
  }
}
