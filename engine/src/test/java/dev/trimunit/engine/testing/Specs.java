// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import dev.trimunit.engine.TrimUnitTestEngine;
import dev.trimunit.engine.lab.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Specs as text, in a folder, run by the engine. */
public final class Specs {
  /** A bulb with a recipe, an outline without Examples, and room for more. */
  public static final String BULB =
      """
      @device=bulb
      Feature: Bulb

        @functionality @LAN
        Scenario: switching on
          Given the app shows initial
          When "Power" is tapped
          Then the app shows on

        Scenario Outline: <functionality> over <vantage> without <destination>
          Given the bulb is power-cycled
          When destination <destination> is blocked
          Then <functionality> succeeds
      """;

  private final Path folder;
  private final String glue;

  /** With the engine's own test steps. */
  public Specs(Path folder) {
    this(folder, "dev.trimunit.engine.glue");
  }

  /** With the steps of a package. */
  public Specs(Path folder, String glue) {
    this.folder = folder;
    this.glue = glue;
  }

  /** Writes a feature file. */
  public Specs write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of the folder. */
  public Path path(String name) {
    return folder.resolve(name);
  }

  /** Runs every spec of the folder. */
  public EngineExecutionResults run(Lab lab) {
    return builder(lab, selectDirectory(folder.toFile())).execute();
  }

  /** A run of what the selectors select. */
  public EngineTestKit.Builder builder(Lab lab, DiscoverySelector... selectors) {
    StubLabProvider.use(lab);
    return EngineTestKit.engine(new TrimUnitTestEngine())
        .configurationParameter("trimunit.lab", "stub")
        .configurationParameter("trimunit.glue", glue)
        .configurationParameter("trimunit.output", folder.resolve("out").toString())
        .configurationParameter("trimunit.journal", folder.resolve("journal").toString())
        .selectors(selectors);
  }

  /** The finished tests, each as {@code name: STATUS}, in the order in which they ended. */
  public static List<String> outcomes(EngineExecutionResults results) {
    return results.testEvents().finished().stream()
        .map(event -> event.getTestDescriptor().getDisplayName() + ": " + result(event).getStatus())
        .toList();
  }

  /** Why a test did not succeed. */
  public static Throwable thrown(EngineExecutionResults results, String name) {
    return results.allEvents().finished().stream()
        .filter(event -> event.getTestDescriptor().getDisplayName().equals(name))
        .flatMap(event -> result(event).getThrowable().stream())
        .findFirst()
        .orElseThrow(() -> new AssertionError("Nothing was thrown by '" + name + "'"));
  }

  private static TestExecutionResult result(Event event) {
    return event.getRequiredPayload(TestExecutionResult.class);
  }
}
