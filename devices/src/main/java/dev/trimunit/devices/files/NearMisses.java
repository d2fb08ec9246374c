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

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
