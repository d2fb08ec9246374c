// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Internationalised names as people write them, where that deceives nobody. */
final class UnicodeName {
  private static final Set<UnicodeScript> JAPANESE =
      EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);

  private UnicodeName() {}

  /**
   * The name in Unicode, to be shown beside the name itself; empty if it has no such form, mixes
   * scripts within a label, runs from right to left, or does not lead back to the same name.
   */
  static Optional<String> of(String name) {
    if (!name.contains("xn--")) {
      return Optional.empty();
    }
    try {
      String shown = IDN.toUnicode(name);
      boolean same = IDN.toASCII(shown).equalsIgnoreCase(name);
      boolean harmless = Arrays.stream(shown.split("\\.")).allMatch(UnicodeName::harmless);
      return same && harmless && !shown.equals(name) ? Optional.of(shown) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean harmless(String label) {
    Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
    label.codePoints().forEach(c -> scripts.add(UnicodeScript.of(c)));
    scripts.remove(UnicodeScript.COMMON);
    scripts.remove(UnicodeScript.INHERITED);
    boolean oneScript = scripts.size() <= 1 || JAPANESE.containsAll(scripts);
    return oneScript && label.codePoints().allMatch(UnicodeName::isPlain);
  }

  private static boolean isPlain(int c) {
    byte direction = Character.getDirectionality(c);
    boolean toTheRight =
        direction != Character.DIRECTIONALITY_RIGHT_TO_LEFT
            && direction != Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    int type = Character.getType(c);
    boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    return toTheRight && (Character.isLetterOrDigit(c) || mark || c == '-');
  }
}
