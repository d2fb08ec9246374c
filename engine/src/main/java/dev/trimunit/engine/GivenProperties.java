// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.NearMisses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.platform.engine.ConfigurationParameters;

/** The properties of a run as they were given, and how their values are read. */
final class GivenProperties {
  private static final String PREFIX = "trimunit.";
  private static final Pattern WORD = Pattern.compile("(?:\\\\[,\"]|\"[^\"]*\"|[^,])+");

  private final Map<String, String> properties = new TreeMap<>();

  GivenProperties(ConfigurationParameters parameters) {
    System.getProperties().stringPropertyNames().stream()
        .filter(key -> key.startsWith(PREFIX))
        .forEach(key -> properties.put(key, System.getProperty(key)));
    for (Property property : Property.values()) {
      parameters.get(property.key()).ifPresent(value -> properties.put(property.key(), value));
    }
    parameters.keySet().stream()
        .filter(key -> key.startsWith(PREFIX))
        .forEach(key -> parameters.get(key).ifPresent(value -> properties.put(key, value)));
  }

  /** The {@code trimunit.*} properties that were given. */
  Map<String, String> all() {
    return Collections.unmodifiableMap(properties);
  }

  /** One sentence for each property that nobody reads. */
  List<String> unknown() {
    List<String> known = Arrays.stream(Property.values()).map(Property::key).toList();
    return properties.keySet().stream()
        .filter(key -> !known.contains(key) && !Property.isOfALabOrTheBuild(key))
        .map(
            key ->
                "Unknown property %s=%s. %s"
                    .formatted(
                        key, properties.get(key), NearMisses.sentence(key, known, "properties")))
        .toList();
  }

  /** What was given, or what holds if nothing was. */
  String value(Property property) {
    return properties.getOrDefault(property.key(), property.defaultValue()).strip();
  }

  /**
   * A value that is more than text.
   *
   * @param wanted what it has to be, in words
   * @throws IllegalArgumentException if it is not, with the property and the value
   */
  <T> T parsed(Property property, Function<String, T> parser, String wanted) {
    String text = value(property);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw unusable(property, text, wanted, e);
    }
  }

  /** A whole number within bounds. */
  int count(Property property, int least, int most) {
    return parsed(
        property,
        text -> {
          int number = Integer.parseInt(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException("found " + number);
          }
          return number;
        },
        "a whole number from %d to %d".formatted(least, most));
  }

  /** Words between commas; a comma within double quotes, or behind a backslash, is part of one. */
  List<String> list(Property property) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(value(property));
    while (matcher.find()) {
      String word = matcher.group().strip().replaceAll("\\\\([,\"])|\"", "$1");
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /** What is said of a value that is not what is wanted. */
  static IllegalArgumentException unusable(
      Property property, String text, String wanted, IllegalArgumentException cause) {
    return new IllegalArgumentException(
        "%s=%s is not %s (%s)".formatted(property.key(), text, wanted, cause.getMessage()), cause);
  }

  /** A time in words, such as {@code 2 min}. */
  static Duration time(String text) {
    String compact = text.toLowerCase(Locale.ROOT).replace(" ", "");
    String number = compact.replaceFirst("[a-z]+$", "");
    String unit = compact.substring(number.length());
    long amount = Long.parseLong(number);
    return switch (unit) {
      case "s", "second", "seconds" -> Duration.ofSeconds(amount);
      case "min", "minute", "minutes" -> Duration.ofMinutes(amount);
      case "h", "hour", "hours" -> Duration.ofHours(amount);
      case "d", "day", "days" -> Duration.ofDays(amount);
      default -> throw new IllegalArgumentException("the unit is s, min, h or d");
    };
  }

  /** A time that is more than nothing. */
  static Duration someTime(String text) {
    Duration time = time(text);
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException("it must not be zero");
    }
    return time;
  }
}
