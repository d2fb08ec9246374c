// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import java.io.File;
import java.nio.file.Path;

/** How this program is started. */
final class Self {
  private Self() {}

  /** What people type to start it: {@code java -jar .../trimunit.jar}. */
  static String command() {
    String path = System.getProperty("java.class.path", "");
    return path.endsWith(".jar") && !path.contains(File.pathSeparator)
        ? "java -jar " + Path.of(path).toAbsolutePath()
        : "trimunit";
  }
}
