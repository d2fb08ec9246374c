// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import java.util.Collection;
import java.util.List;

/** The second half of "unknown …": what was probably meant, or what there is. */
final class NearMisses {
  private NearMisses() {}

  /** For example {@code ; did you mean 'contacts'?} or {@code ; known: a, b}. */
  static String of(String found, Collection<String> known) {
    if (known.isEmpty()) {
      return "; there is none";
    }
    int limit = Math.max(1, found.length() / 3);
    List<String> near =
        known.stream().filter(name -> distance(found, name) <= limit).sorted().limit(3).toList();
    return near.isEmpty()
        ? "; known: " + String.join(", ", known.stream().sorted().toList())
        : "; did you mean '" + String.join("' or '", near) + "'?";
  }

  /** Edits between two words, two swapped letters being one. */
  private static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : best(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int best(int[][] edits, String a, String b, int i, int j) {
    int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
  }
}
