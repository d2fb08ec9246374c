// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** What to add to a project whose class path lacks one of TrimUnit's modules. */
public final class MissingModule {
  private static final String FILE = "/META-INF/maven/dev.trimunit/trimunit-engine/pom.properties";

  private MissingModule() {}

  /**
   * A sentence that names artifact and version.
   *
   * @param module for example {@code steps}
   */
  public static String add(String module) {
    return "Add dev.trimunit:trimunit-%s%s in test scope, or dev.trimunit:trimunit-starter, which brings all modules."
        .formatted(module, version());
  }

  /** As in the engine's jar; nothing where its classes lie in a folder. */
  private static String version() {
    try (InputStream stream = MissingModule.class.getResourceAsStream(FILE)) {
      if (stream == null) {
        return "";
      }
      Properties properties = new Properties();
      properties.load(stream);
      return ":" + properties.getProperty("version");
    } catch (IOException e) {
      return "";
    }
  }
}
