// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import dev.trimunit.engine.model.DnsName;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A family of names in a blocklist, as files can say it: by a regular expression exactly, or as
 * everything below a name, which is wider than what was tried.
 *
 * @param name the family, for example {@code shard*.g.example}
 * @param others the names below the same name that are kept
 * @param leftOutBecause why no file refuses it; empty if those that can do
 */
record Family(DnsName name, SortedSet<DnsName> others, String leftOutBecause) {
  private static final Pattern FIRST_LABEL = Pattern.compile("[^.]*\\*[^.]*\\.([^*]+)");
  private static final Pattern REGISTRY = Pattern.compile("[^.]+|[a-z]{1,3}\\.[a-z]{2}");

  Family {
    others = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(others));
  }

  /** The name below which all members are, if nobody else's are there. */
  static Optional<DnsName> above(DnsName family) {
    Matcher parts = FIRST_LABEL.matcher(family.text());
    return parts.matches() && !REGISTRY.matcher(parts.group(1)).matches()
        ? Optional.of(new DnsName(parts.group(1)))
        : Optional.empty();
  }

  /** Exactly its names. */
  String regex() {
    return Stream.of(name.text().split("\\*", -1))
        .map(part -> part.replace(".", "\\."))
        .collect(Collectors.joining("[^.]+", "^", "$"));
  }

  /** Why a format that knows only everything below a name cannot have it; empty if it can. */
  String obstacleBelow(boolean withTheNameItself) {
    Optional<DnsName> above = above(name);
    if (!leftOutBecause.isEmpty() || above.isEmpty()) {
      return leftOutBecause.isEmpty()
          ? "this format cannot say it: a star that is not in the first label, or right below a name that registries sell"
          : leftOutBecause;
    }
    return others.stream()
        .filter(other -> other.isFamily() || (withTheNameItself && other.equals(above.get())))
        .findFirst()
        .map(other -> "this format cannot say it without %s, which is kept".formatted(other))
        .orElse("");
  }

  /** What is told where a file refuses more than was tried. */
  String wider(boolean withTheNameItself) {
    String above = above(name).map(DnsName::text).orElse("");
    String but =
        others.isEmpty()
            ? ""
            : " but " + others.stream().map(DnsName::toString).collect(Collectors.joining(", "));
    String itself = withTheNameItself ? above + " and " : "";
    return "wider than what was tried, which is %s: %severy name below %s%s"
        .formatted(name, itself, above, but);
  }

  /** Lines for what lies below, with a line for each name that is kept. */
  List<String> lines(List<String> refusing, java.util.function.UnaryOperator<String> keeping) {
    return Stream.concat(refusing.stream(), others.stream().map(DnsName::text).map(keeping))
        .toList();
  }
}
