// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder of specs, devices and pictures.
 *
 * @param project what the user named
 * @param root where the files are: it, or {@code src/test/resources} of a Maven project
 */
record SpecFolder(Path project, Path root) {
  private static final Path IN_MAVEN = Path.of("src", "test", "resources");

  static SpecFolder of(Path folder) {
    Path project = folder.toAbsolutePath().normalize();
    Path inMaven = project.resolve(IN_MAVEN);
    return new SpecFolder(project, Files.isDirectory(inMaven) ? inMaven : project);
  }

  /** Where step classes of one's own are written. */
  Path sources() {
    return project.resolve(Path.of("src", "test", "java"));
  }

  /** What a run leaves for its reader. */
  Path output() {
    return Files.exists(project.resolve("pom.xml"))
        ? project.resolve(Path.of("target", "trimunit"))
        : Path.of("trimunit");
  }

  Path features() {
    Path folder = root.resolve("features");
    return Files.isDirectory(folder) ? folder : root;
  }

  /**
   * @throws IOException says what to do, if there is no spec
   */
  SpecFolder requireSpecs() throws IOException {
    if (!Files.isDirectory(project)) {
      throw Files.exists(project)
          ? new IOException(project + " is a file. Name the folder that holds 'features'.")
          : new NoSuchFileException(project.toString());
    }
    try (Stream<Path> files = Files.walk(features(), 8)) {
      if (files.noneMatch(file -> file.toString().endsWith(".feature"))) {
        throw new IOException(
            features()
                + " holds no *.feature file. Name the folder with your specs, or make a project:"
                + " trimunit init <device id>");
      }
    }
    return this;
  }
}
