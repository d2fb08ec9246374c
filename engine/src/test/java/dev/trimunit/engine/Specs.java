// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.testing.StubLabProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Specs as text, in a folder, run by the engine. */
final class Specs {
  /** A bulb with a recipe, an outline without Examples, and room for more. */
  static final String BULB =
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

  Specs(Path folder) {
    this.folder = folder;
  }

  /** Writes a feature file. */
  Specs write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  EngineExecutionResults run(Lab lab) {
    return builder(lab, selectDirectory(folder.toFile())).execute();
  }

  EngineTestKit.Builder builder(Lab lab, DiscoverySelector... selectors) {
    StubLabProvider.use(lab);
    return EngineTestKit.engine(new TrimUnitTestEngine())
        .configurationParameter("trimunit.lab", "stub")
        .configurationParameter("trimunit.glue", "dev.trimunit.engine.glue")
        .configurationParameter("trimunit.output", folder.resolve("out").toString())
        .configurationParameter("trimunit.journal", folder.resolve("journal").toString())
        .selectors(selectors);
  }

  /** An event as a line: what happened to which test. */
  static String line(Event event) {
    return event.getType() + " " + event.getTestDescriptor().getDisplayName();
  }
}
