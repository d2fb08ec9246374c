// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.engine.model.DnsName;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A name that is another at each boot, the same ones in every run: {@code {random}} is eight
 * letters and digits, {@code {1-20}} a number of these, {@code {007+}} a number that goes up.
 *
 * @param text the name with such places
 */
public record NameAtBoot(String text) {
  /** How many boots have names of their own; then they begin again. */
  public static final int NAMES = 1_000;

  private static final Pattern PLACE =
      Pattern.compile("\\{(?:(random)|(\\d{1,6})-(\\d{1,6})|(\\d{1,9})\\+)}");
  private static final Pattern LAST_NUMBER = Pattern.compile("(.*?)(\\d{1,9})(\\D*)");
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 8;

  /** Whether a text has such a place. */
  static boolean isIn(String text) {
    return PLACE.matcher(text).find();
  }

  /** The name whose last number goes up; its text has no place if it has no number. */
  static NameAtBoot counting(String name) {
    Matcher parts = LAST_NUMBER.matcher(name);
    return new NameAtBoot(
        parts.matches() ? parts.group(1) + "{" + parts.group(2) + "+}" + parts.group(3) : name);
  }

  /** What it is called after so many boots. */
  DnsName after(int boots) {
    int turn = boots % NAMES;
    SplittableRandom dice = new SplittableRandom(31L * text.hashCode() + turn);
    return DnsName.of(PLACE.matcher(text).replaceAll(place -> filled(place, turn, dice)));
  }

  /** Every name that it ever has. */
  Set<DnsName> all() {
    Set<DnsName> all = new TreeSet<>();
    IntStream.range(0, NAMES).forEach(boots -> all.add(after(boots)));
    return all;
  }

  /** What is written wrongly in it, in a sentence each. */
  List<String> faults() {
    return PLACE
        .matcher(text)
        .results()
        .filter(place -> place.group(2) != null)
        .filter(place -> number(place, 2) > number(place, 3))
        .map(place -> place.group() + " holds no number: write the smaller one first")
        .toList();
  }

  private static String filled(MatchResult place, int turn, SplittableRandom dice) {
    if (place.group(1) != null) {
      StringBuilder label = new StringBuilder();
      dice.ints(LENGTH, 0, LETTERS.length()).forEach(i -> label.append(LETTERS.charAt(i)));
      return label.toString();
    }
    if (place.group(4) != null) {
      return padded(number(place, 4) + turn, place.group(4).length());
    }
    int first = number(place, 2);
    return padded(first + dice.nextInt(number(place, 3) - first + 1), place.group(2).length());
  }

  private static int number(MatchResult place, int group) {
    return Integer.parseInt(place.group(group));
  }

  private static String padded(int number, int length) {
    String digits = String.valueOf(number);
    return "0".repeat(Math.max(0, length - digits.length())) + digits;
  }
}
