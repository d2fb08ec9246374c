// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.phone;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code devices/install-lab} installs for phones.
 *
 * @param home the folder with Appium and its driver
 * @param node what runs it
 * @param driver chromedriver
 * @param browser Chromium
 */
record Programs(Path home, Path node, Path driver, Path browser) {
  /** Where the folder is, if not in the project's own tree. */
  static final String PROPERTY = "trimunit.emulated.appium";

  private static final String INSTALL = "Run devices/install-lab.";
  private static final Path FOLDER = Path.of("devices", "phones");
  private static final Path SCRIPT = Path.of("node_modules", "appium", "index.js");
  private static final Path OWN_NODE = Path.of("runtime", "bin", "node");

  /**
   * Finds them.
   *
   * @throws LabException naming everything that is missing
   */
  static Programs find(LabSettings settings) {
    List<String> missing = new ArrayList<>();
    Path home = home(settings);
    if (!Files.isRegularFile(home.resolve(SCRIPT))) {
      missing.add("Appium in " + home);
    }
    Path own = home.resolve(OWN_NODE);
    Path node = Files.isExecutable(own) ? own : onPath("node", missing);
    Path driver = onPath("chromedriver", missing);
    Path browser = onPath("chromium", missing);
    if (!missing.isEmpty()) {
      throw new LabException(
          "The emulated phones lack %s. %s".formatted(String.join(", ", missing), INSTALL));
    }
    return new Programs(home, node, driver, browser);
  }

  /** What starts Appium. */
  String script() {
    return home.resolve(SCRIPT).toString();
  }

  private static Path home(LabSettings settings) {
    Optional<String> property = settings.property(PROPERTY);
    if (property.isPresent()) {
      return Path.of(property.get()).toAbsolutePath();
    }
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(FOLDER))) {
        return folder.resolve(FOLDER);
      }
    }
    return here.resolve(FOLDER);
  }

  private static Path onPath(String program, List<String> missing) {
    for (String folder : System.getenv().getOrDefault("PATH", "/usr/bin").split(":", -1)) {
      Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        return file.toAbsolutePath();
      }
    }
    missing.add(program);
    return Path.of(program);
  }
}
