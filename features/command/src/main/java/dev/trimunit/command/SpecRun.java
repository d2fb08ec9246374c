// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import dev.trimunit.engine.TrimUnitTestEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the specs of a folder on the JUnit Platform, as Maven would. */
final class SpecRun {
  /**
   * Discovery issues, which the failing cases tell too; kept, or the setting would be collected.
   */
  private static final Logger ISSUES = Logger.getLogger("org.junit.platform.launcher.core");

  private final SpecFolder folder;
  private final Map<String, String> properties;

  SpecRun(SpecFolder folder, Map<String, String> properties) {
    this.folder = folder;
    this.properties = properties;
  }

  /** Returns how the cases ended. */
  CaseLines execute(PrintWriter out) throws IOException {
    folder.requireSpecs();
    CaseLines cases = new CaseLines(out);
    ISSUES.setLevel(Level.SEVERE);
    // Labs and reports ask for them where there is no JUnit, as in a build of Maven.
    properties.forEach(System::setProperty);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (OwnSteps steps = OwnSteps.of(folder);
        URLClassLoader files = new URLClassLoader(urls(steps), before)) {
      thread.setContextClassLoader(files);
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectDirectory(folder.features().toFile()))
                  .filters(includeEngines(TrimUnitTestEngine.ID))
                  .build(),
              cases);
    } finally {
      thread.setContextClassLoader(before);
      properties.keySet().forEach(System::clearProperty);
    }
    return cases;
  }

  private URL[] urls(OwnSteps steps) throws IOException {
    URL root = folder.root().toUri().toURL();
    return steps.classes().isEmpty()
        ? new URL[] {root}
        : new URL[] {root, steps.classes().get().toUri().toURL()};
  }
}
