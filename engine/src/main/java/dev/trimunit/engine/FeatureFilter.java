// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.NearMisses;
import dev.trimunit.engine.gherkin.Spec;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A feature file, or some lines of it, as {@code trimunit.features} names them: {@code
 * bulb.feature}, {@code features/bulb.feature:22}, {@code src/test/resources/bulb.feature:22:31}.
 *
 * @param text as written
 * @param path of the file, from its name on or longer than the engine's
 * @param lines of its scenarios; all if there are none
 */
record FeatureFilter(String text, String path, Set<Integer> lines) {
  private static final Pattern LINES = Pattern.compile("(.*?)((?::\\d+)*)");

  static FeatureFilter parse(String text) {
    Matcher matcher = LINES.matcher(text.replaceFirst("^(classpath|file):/*", ""));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text + " is no feature file");
    }
    Set<Integer> lines = new TreeSet<>();
    Stream.of(matcher.group(2).split(":"))
        .filter(line -> !line.isEmpty())
        .forEach(line -> lines.add(Integer.valueOf(line)));
    return new FeatureFilter(text, matcher.group(1).replace('\\', '/'), lines);
  }

  /** Whether it means a file: either path may be the end of the other. */
  boolean means(String file) {
    return ("/" + file).endsWith("/" + path) || path.endsWith("/" + file);
  }

  /** What is wrong if it means none of these files. */
  String unmatched(Collection<String> files) {
    String name = path.replaceFirst(".*/", "");
    List<String> names = files.stream().map(file -> file.replaceFirst(".*/", "")).toList();
    return "trimunit.features=%s is no feature file of this run. %s"
        .formatted(text, NearMisses.sentence(name, names, "files"));
  }

  /** What is wrong with the first line that lies in no scenario. */
  Optional<String> unmatched(Spec spec) {
    return lines.stream()
        .filter(line -> spec.scenarios().stream().noneMatch(s -> s.spans(line)))
        .findFirst()
        .map(
            line ->
                "trimunit.features=%s: line %d of %s lies in no scenario. There are %s."
                    .formatted(text, line, spec.location().file(), scenarios(spec)));
  }

  private static String scenarios(Spec spec) {
    return spec.scenarios().stream()
        .map(scenario -> "'%s' (line %d)".formatted(scenario.name(), scenario.location().line()))
        .collect(Collectors.joining(", "));
  }
}
