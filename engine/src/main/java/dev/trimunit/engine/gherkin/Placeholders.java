// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.gherkin.SpecScenario.Kind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds words in angle brackets that nobody fills in, and outlines that nothing is filled into. */
final class Placeholders {
  private static final Pattern WORD = Pattern.compile("<([^<>\\s][^<>]*)>");
  private static final List<String> OURS =
      Stream.of(Placeholder.values()).map(Placeholder::text).toList();

  private Placeholders() {}

  /**
   * Notes what is wrong.
   *
   * @param outline whether the scenario is written as one
   * @param columns of its Examples; none if it has no Examples
   */
  static void check(SpecScenario scenario, boolean outline, List<String> columns) {
    int line = scenario.location().line();
    check(scenario, scenario.name(), line, columns);
    scenario.steps().forEach(step -> check(scenario, step.text(), step.line(), columns));
    boolean generated = scenario.kind() == Kind.GENERATED || !columns.isEmpty();
    boolean mentions = scenario.steps().stream().anyMatch(Placeholders::mentionsOurs);
    if (!generated && scenario.problems().isEmpty() && (outline || mentions)) {
      scenario.problem(
          line,
          "'%s' is an outline without Examples, and no step of it mentions <destination>: write 'When destination"
                  .formatted(scenario.name())
              + " <destination> is blocked' to have a case for each destination, or give it Examples, or call it"
              + " a Scenario and write out what it means.");
    }
  }

  private static boolean mentionsOurs(SpecStep step) {
    return OURS.stream().anyMatch(step.text()::contains);
  }

  /** What stands in double quotes is text of the tester's. */
  private static void check(SpecScenario scenario, String text, int line, List<String> columns) {
    Matcher found = WORD.matcher(text.replaceAll("\"[^\"]*\"", ""));
    while (found.find()) {
      String word = found.group();
      if (!columns.isEmpty()) {
        scenario.problem(
            line,
            "%s is no column of the Examples. %s"
                .formatted(word, NearMisses.sentence(found.group(1), columns, "columns")));
      } else if (!OURS.contains(word)) {
        scenario.problem(
            line,
            "Nobody fills in %s. %s"
                .formatted(word, NearMisses.sentence(word, OURS, "placeholders")));
      }
    }
  }
}
