// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.allure;

import dev.trimunit.reports.data.RunData;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The Allure page of a run; there is one if a generator is on the class path. */
public final class AllurePage {
  /** Set to {@code false}, leaves the page out. */
  private static final String PROPERTY = "trimunit.reports.allure";

  /** The same in the words of Allure's own plug-in for Maven. */
  private static final String SKIP = "allure.skip";

  private final AllureGenerator generator;
  private final Path results;
  private final Path page;
  private final Path history;

  private AllurePage(AllureGenerator generator, Path results, Path history) {
    this.generator = generator;
    this.results = results;
    this.page = results.resolveSibling("allure-report");
    this.history = history;
  }

  /**
   * @param results the folder of Allure's results
   */
  public static Optional<AllurePage> of(RunData run, Path results) {
    Map<String, String> settings = run.settings();
    if (settings.getOrDefault(PROPERTY, "true").equalsIgnoreCase("false")
        || Boolean.getBoolean(SKIP)) {
      return Optional.empty();
    }
    Path journal = Path.of(settings.getOrDefault("trimunit.journal", ".trimunit/journal"));
    return ServiceLoader.load(AllureGenerator.class)
        .findFirst()
        .map(
            generator ->
                new AllurePage(generator, results, journal.resolveSibling("allure-history")));
  }

  /** Puts the history of former runs beside the results: before they are written. */
  public void bringHistory() throws IOException {
    Path beside = Files.createDirectories(results.resolve("history"));
    copy(history, beside);
  }

  /** Writes the page and keeps the history. */
  public void write() throws IOException {
    generator.generate(results, page, history);
  }

  /** Where the page is. */
  public Path file() {
    return page.resolve("index.html");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from, "*.json")) {
      for (Path file : files) {
        Files.copy(
            file, to.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (NoSuchFileException e) {
      // The first run has no history.
    }
  }
}
