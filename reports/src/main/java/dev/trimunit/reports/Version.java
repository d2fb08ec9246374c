// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which TrimUnit this is. */
final class Version {
  private static final String FILE = "/META-INF/maven/dev.trimunit/trimunit-reports/pom.properties";

  /** As in the jar; {@code unknown} where the classes lie in a folder. */
  static final String TEXT = read();

  private Version() {}

  private static String read() {
    try (InputStream stream = Version.class.getResourceAsStream(FILE)) {
      Properties properties = new Properties();
      if (stream != null) {
        properties.load(stream);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
