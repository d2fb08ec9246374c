// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import io.cucumber.gherkin.GherkinDialect;
import io.cucumber.gherkin.GherkinDialects;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** In which of Gherkin's languages a text that could not be read is written. */
final class Languages {
  private Languages() {}

  /** What to do, if the keywords are those of another language than the text says. */
  static Optional<String> hint(String text) {
    List<String> lines = text.lines().map(String::strip).toList();
    String said =
        lines.stream()
            .filter(line -> line.matches("#\\s*language\\s*:.*"))
            .findFirst()
            .map(line -> line.replaceFirst(".*:\\s*", ""))
            .orElse("en");
    long readable = GherkinDialects.getDialect(said).map(d -> keywords(d, lines)).orElse(0L);
    return GherkinDialects.getDialects().stream()
        .filter(dialect -> keywords(dialect, lines) > readable)
        .max(
            Comparator.comparingLong((GherkinDialect dialect) -> keywords(dialect, lines))
                .thenComparing(GherkinDialect::getLanguage, Comparator.reverseOrder()))
        .map(
            dialect ->
                "The keywords are those of '%s' (%s): write '# language: %s' in the first line."
                    .formatted(
                        dialect.getLanguage(), dialect.getNativeName(), dialect.getLanguage()));
  }

  private static long keywords(GherkinDialect dialect, List<String> lines) {
    List<String> heads =
        Stream.of(
                dialect.getFeatureKeywords(),
                dialect.getRuleKeywords(),
                dialect.getBackgroundKeywords(),
                dialect.getScenarioKeywords(),
                dialect.getScenarioOutlineKeywords(),
                dialect.getExamplesKeywords())
            .flatMap(List::stream)
            .map(keyword -> keyword + ":")
            .toList();
    List<String> steps =
        dialect.getStepKeywords().stream().filter(keyword -> !keyword.startsWith("*")).toList();
    return lines.stream()
        .filter(line -> Stream.concat(heads.stream(), steps.stream()).anyMatch(line::startsWith))
        .count();
  }
}
