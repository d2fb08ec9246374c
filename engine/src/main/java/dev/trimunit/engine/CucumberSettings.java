// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Settings of Cucumber that would change what runs. They are not TrimUnit's; whoever gives one must
 * hear that it has no effect, and what has.
 */
final class CucumberSettings {
  private static final Map<String, String> INSTEAD =
      new TreeMap<>(
          Map.of(
              "cucumber.glue", "trimunit.glue=dev.trimunit.steps,<packages>",
              "cucumber.features", "trimunit.features=<file>.feature:<line>",
              "cucumber.filter.tags", "JUnit's tags, in Maven -Dgroups=<tag>",
              "cucumber.filter.name", "trimunit.features=<file>.feature:<line>",
              "cucumber.execution.dry-run", "trimunit.plan=true",
              "cucumber.execution.parallel.enabled", "trimunit.parallel",
              "cucumber.execution.order", "nothing: a trial's order is the engine's",
              "cucumber.object-factory", "nothing: step classes are made by the engine",
              "cucumber.plugin", "the reports in trimunit.output, or a RunListener"));

  private CucumberSettings() {}

  /**
   * One sentence for each that is given.
   *
   * @param given finds a property of JUnit or of the system
   */
  static List<String> refused(Function<String, Optional<String>> given, ClassLoader loader) {
    Properties file = file(loader);
    List<String> refused = new ArrayList<>();
    INSTEAD.forEach(
        (key, instead) -> {
          String variable = key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
          Optional<String> found =
              given
                  .apply(key)
                  .map(value -> key + "=" + value)
                  .or(
                      () ->
                          Optional.ofNullable(System.getenv(variable)).map(v -> variable + "=" + v))
                  .or(
                      () ->
                          Optional.ofNullable(file.getProperty(key))
                              .map(value -> key + "=" + value + " (cucumber.properties)"));
          found.ifPresent(
              what ->
                  refused.add(
                      "%s is Cucumber's, and has no effect here. Use %s. If it is meant for Cucumber's own engine, say trimunit.cucumber=ignored."
                          .formatted(what, instead)));
        });
    return refused;
  }

  private static Properties file(ClassLoader loader) {
    Properties properties = new Properties();
    try (InputStream in = loader.getResourceAsStream("cucumber.properties")) {
      if (in != null) {
        properties.load(in);
      }
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException("cucumber.properties cannot be read", e);
    }
  }
}
