// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.devices.app.screen.Region;
import dev.trimunit.engine.model.Purpose;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads single values as testers write them. Each says what it understands, and refuses anything
 * else with an {@link IllegalArgumentException} that says what to write.
 */
public final class Values {
  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?) ?(ms|s|min|h|d)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "min", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);
  private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?) ?(B|kB|MB)");
  private static final Map<String, Integer> OCTETS = Map.of("B", 1, "kB", 1_000, "MB", 1_000_000);
  private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?) ?%");

  private Values() {}

  /** Anything but blanks. */
  public static String text(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a value is missing");
    }
    return text;
  }

  /** The name of a file in a folder that is known, never a way out of it. */
  public static String fileName(String text) {
    if (!text.matches("[\\p{L}\\p{N}_][\\p{L}\\p{N}_ .+()-]{0,119}")) {
      throw new IllegalArgumentException(
          "'%s' is no file name: write up to 120 letters, digits, blanks, '_', '.', '+', '-' and brackets, and no folder"
              .formatted(
                  text.substring(0, Math.min(120, text.length())).replaceAll("\\p{Cntrl}", "?")));
    }
    return text;
  }

  /** A part of a screen; the text itself, once it is known to be one. */
  static String region(String text) {
    return Region.parse(text).toString();
  }

  /** Whether it is one. */
  public static boolean isDuration(String text) {
    return DURATION.matcher(text).matches();
  }

  /** {@code 200 ms}, {@code 30 s}, {@code 2 min}, {@code 1.5 h} or {@code 1 d}. */
  public static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no duration: write 200 ms, 30 s, 2 min, 1.5 h or 1 d");
    }
    return Duration.ofNanos(
        Math.round(
            Double.parseDouble(matcher.group(1)) * NANOS.getOrDefault(matcher.group(2), 1L)));
  }

  static int octets(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no amount of data: write 300 B, 12 kB or 1.5 MB");
    }
    double octets = Double.parseDouble(matcher.group(1)) * OCTETS.getOrDefault(matcher.group(2), 1);
    if (octets > 100_000_000) {
      throw new IllegalArgumentException("'" + text + "' is more than 100 MB");
    }
    return (int) Math.round(octets);
  }

  /** A probability or share, 0 to 1. */
  static double percent(String text) {
    Matcher matcher = PERCENT.matcher(text);
    if (!matcher.matches() || Double.parseDouble(matcher.group(1)) > 100) {
      throw new IllegalArgumentException("'" + text + "' is no percentage: write 2.5 %");
    }
    return Double.parseDouble(matcher.group(1)) / 100;
  }

  /** A whole number in a range. */
  public static Function<String, Integer> number(int least, int most) {
    return text -> {
      boolean digits = text.matches("\\d{1,9}");
      if (!digits || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
        throw new IllegalArgumentException(
            "'" + text + "' is no whole number from " + least + " to " + most);
      }
      return Integer.parseInt(text);
    };
  }

  /** {@code yes} or {@code no}. */
  public static boolean yesNo(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "true" -> true;
      case "no", "false" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither yes nor no");
    };
  }

  static boolean onOff(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "on", "true" -> true;
      case "off", "false" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither on nor off");
    };
  }

  /** A constant by its name in lower case with hyphens. */
  public static <E extends Enum<E>> Function<String, E> word(Class<E> type) {
    return text -> {
      List<String> words = Arrays.stream(type.getEnumConstants()).map(Values::word).toList();
      int index = words.indexOf(text.toLowerCase(Locale.ROOT));
      if (index < 0) {
        throw new IllegalArgumentException(
            "unknown word '" + text + "'" + NearMisses.of(text, words));
      }
      return type.getEnumConstants()[index];
    };
  }

  /** What a destination is for, in a person's words. */
  static Purpose purpose(String text) {
    List<String> words = Purpose.wordsOfPeople();
    if (!words.contains(text)) {
      throw new IllegalArgumentException(
          "unknown word '" + text + "'" + NearMisses.of(text, words));
    }
    return Purpose.told(text);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
