// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.model.DestinationPattern;
import io.cucumber.core.gherkin.DataTableArgument;
import io.cucumber.core.gherkin.DocStringArgument;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What testers write into steps: destinations, answers to blocked names, and placeholders. */
final class WrittenChecks {
  private static final Pattern PLACEHOLDER = Pattern.compile("<[^<>]*>");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w*)}");
  private static final Pattern BARE_NUMBER = Pattern.compile("\\b\\d+\\b");
  private static final List<String> FILLED_IN =
      Arrays.stream(Placeholder.values()).map(Placeholder::text).toList();

  private WrittenChecks() {}

  /** A placeholder that nothing fills in would be taken for a name. */
  static void placeholders(SpecScenario scenario) {
    for (SpecStep step : scenario.steps()) {
      Matcher matcher = PLACEHOLDER.matcher(QUOTED.matcher(step.text()).replaceAll("\"\""));
      while (matcher.find()) {
        if (!FILLED_IN.contains(matcher.group())) {
          scenario.problem(step.line(), unknown(matcher.group()));
        }
      }
    }
  }

  private static String unknown(String placeholder) {
    List<String> near = NearMisses.of(placeholder, FILLED_IN);
    return "Nothing fills in '%s'. %s"
        .formatted(
            placeholder,
            near.isEmpty()
                ? "The engine fills in <destination>, <functionality> and <vantage> of an outline"
                    + " without Examples; everything else is a column of Examples."
                : "Did you mean '" + near.get(0) + "'?");
  }

  /** A device is told the same about every name that a scenario blocks. */
  static void answers(SpecScenario scenario, Function<SpecStep, StepMatch> matching) {
    String first = "";
    for (SpecStep step : scenario.steps()) {
      for (String answer : matching.apply(step).values(ParameterWords.ANSWER)) {
        if (first.isEmpty()) {
          first = answer;
        } else if (!first.equalsIgnoreCase(answer)) {
          scenario.problem(step.line(), severalAnswers(first, answer));
        }
      }
    }
  }

  private static String severalAnswers(String first, String second) {
    return "Blocked names are answered by %s and by %s, and a scenario has one answer for all of them: write a scenario for each."
        .formatted(first, second);
  }

  /** The destinations of a step: its own, and those of its table or doc string. */
  static void destinations(SpecScenario scenario, SpecStep step, StepMatch match) {
    match.values(ParameterWords.DESTINATION).stream()
        .filter(text -> !PLACEHOLDER.matcher(text).find())
        .forEach(text -> destination(scenario, step.line(), text));
    if (match instanceof StepMatch.Defined defined && defined.listsDestinations()) {
      if (step.argument() instanceof DataTableArgument table) {
        for (int row = 0; row < table.cells().size(); row++) {
          int line = table.getLine() + row;
          table.cells().get(row).forEach(cell -> destination(scenario, line, cell));
        }
      } else if (step.argument() instanceof DocStringArgument text) {
        List<String> lines = text.getContent().lines().map(String::strip).toList();
        for (int at = 0; at < lines.size(); at++) {
          if (!lines.get(at).isEmpty()) {
            destination(scenario, text.getLine() + 1 + at, lines.get(at));
          }
        }
      }
    }
  }

  private static void destination(SpecScenario scenario, int line, String text) {
    refusal(text).ifPresent(why -> scenario.problem(line, why));
  }

  private static Optional<String> refusal(String text) {
    try {
      DestinationPattern.parse(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Of a text that is no step: whether it would be one but for what stands for its destination, and
   * how to write that. A destination holds no blank, so the step itself is not found.
   */
  static String hint(String text, Collection<String> expressions) {
    return expressions.stream()
        .filter(expression -> expression.contains("{" + ParameterWords.DESTINATION + "}"))
        .map(expression -> anything(expression).matcher(text))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(ParameterWords.DESTINATION))
        .filter(found -> found.contains(" "))
        .flatMap(found -> refusal(found).stream())
        .distinct()
        .map(why -> " " + why + ".")
        .collect(Collectors.joining());
  }

  /** Of a text that is no step: whether it would be one if a number in it had a unit. */
  static String unit(String text, Collection<String> expressions) {
    Matcher number = BARE_NUMBER.matcher(text);
    if (!number.find()) {
      return "";
    }
    boolean lacksUnit =
        expressions.stream()
            .filter(expression -> expression.contains("{duration}"))
            .map(expression -> expression.replaceAll("(\\w+)/\\w+", "$1"))
            .anyMatch(expression -> anything(expression).matcher(text).matches());
    return lacksUnit
        ? " A time has a unit: '%s days', '%s min'.".formatted(number.group(), number.group())
        : "";
  }

  private static Pattern anything(String expression) {
    StringBuilder regex = new StringBuilder();
    Matcher matcher = PARAMETER.matcher(expression);
    int end = 0;
    while (matcher.find()) {
      regex.append(Pattern.quote(expression.substring(end, matcher.start())));
      boolean destination = matcher.group(1).equals(ParameterWords.DESTINATION);
      regex.append(
          destination && regex.indexOf("(?<destination>") < 0 ? "(?<destination>.+)" : ".+");
      end = matcher.end();
    }
    return Pattern.compile(regex + Pattern.quote(expression.substring(end)));
  }
}
