// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What somebody may have meant by a word that is not known. */
public final class NearMisses {
  private static final int MOST = 3;
  private static final double ALIKE = 0.6;

  private NearMisses() {}

  /** The closest candidates, nearest first, at most three; empty if none is close. */
  public static List<String> of(String found, Collection<String> candidates) {
    return of(found, candidates, Math.max(2, found.length() / 3));
  }

  /** The same, none of which takes more than so many changes of a letter. */
  public static List<String> of(String found, Collection<String> candidates, int limit) {
    return candidates.stream()
        .distinct()
        .filter(candidate -> distance(found, candidate) <= limit)
        .sorted(
            Comparator.comparingInt((String candidate) -> distance(found, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  /**
   * A sentence for an error message: {@code Did you mean 'a' or 'b'?}, or else what is known, for
   * example {@code Known functionalities: 'a', 'b'.}
   */
  public static String sentence(String found, Collection<String> candidates, String whatIsKnown) {
    List<String> near = of(found, candidates);
    if (!near.isEmpty()) {
      return "Did you mean " + quoted(near, " or ") + "?";
    }
    return candidates.isEmpty()
        ? "There are no " + whatIsKnown + "."
        : "Known " + whatIsKnown + ": " + quoted(candidates, ", ") + ".";
  }

  /** The same for a step's text, among the expressions of the steps that are known. */
  static String step(String text, Collection<String> expressions) {
    List<String> near =
        expressions.stream()
            .filter(expression -> likeness(text, expression) >= ALIKE)
            .sorted(
                Comparator.comparingDouble((String expression) -> -likeness(text, expression))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MOST)
            .toList();
    return near.isEmpty()
        ? sentence(text, expressions, "steps")
        : "Did you mean " + quoted(near, " or ") + "?";
  }

  /** The share of an expression's words, outside its parameters, that the text has too. */
  private static double likeness(String text, String expression) {
    List<String> words = List.of(expression.replaceAll("\\{[^}]*}", " ").strip().split("\\s+"));
    List<String> found = List.of(text.split("\\s+"));
    long shared =
        words.stream()
            .filter(word -> Stream.of(word.split("/")).anyMatch(one -> isAmong(one, found)))
            .count();
    return (double) shared / words.size();
  }

  private static boolean isAmong(String word, List<String> found) {
    return found.stream().anyMatch(f -> distance(word, f) <= Math.max(1, word.length() / 4));
  }

  private static String quoted(Collection<String> words, String separator) {
    return words.stream()
        .distinct()
        .limit(12)
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(separator));
  }

  /** How many letters were typed wrongly, left out, added, or swapped with the next one. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : least(rows, a, b, i, j);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int least(int[][] rows, String a, String b, int i, int j) {
    int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int changed = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(changed, rows[i - 2][j - 2] + 1) : changed;
  }
}
