// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.protocol.certify.Constants;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The ways of settling verdicts, by the value of {@code trimunit.protocol}. */
public final class Protocols {
  private static final Pattern FIXED = Pattern.compile("fixed-([1-9]\\d{0,2})");
  private static final List<Supplier<Protocol>> NAMED =
      List.of(
          SequentialProtocol::new,
          PaperProtocol::new,
          () -> new CertifyProtocol("certify", Constants::standard),
          () -> new CertifyProtocol("certify-deep", Constants::deep),
          RecheckProtocol::new);

  private Protocols() {}

  /** The names, as for a message. */
  public static List<String> names() {
    return Stream.concat(NAMED.stream().map(supplier -> supplier.get().key()), Stream.of("fixed-N"))
        .toList();
  }

  /**
   * The protocol of a name, for example {@code sequential} or {@code fixed-5}.
   *
   * @throws IllegalArgumentException with the known names, if it is none of them
   */
  public static Protocol named(String name) {
    Matcher fixed = FIXED.matcher(name);
    if (fixed.matches()) {
      return new FixedProtocol(Integer.parseInt(fixed.group(1)));
    }
    return NAMED.stream()
        .map(Supplier::get)
        .filter(protocol -> protocol.key().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  private static String unknown(String name) {
    List<String> near = names().stream().filter(known -> near(name, known)).toList();
    return "Unknown protocol '%s'%s: write one of %s (N is 1 to 999)"
        .formatted(
            name,
            near.isEmpty() ? "" : ", did you mean " + String.join(" or ", near) + "?",
            String.join(", ", names()));
  }

  private static boolean near(String found, String known) {
    String word = found.toLowerCase(Locale.ROOT).strip();
    return (known.startsWith(word) && word.length() > 1)
        || (word.startsWith("fix") && known.startsWith("fix"))
        || edits(word, known) <= Math.max(1, known.length() / 3);
  }

  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j - 1], row[j]));
      }
    }
    return row[b.length()];
  }
}
