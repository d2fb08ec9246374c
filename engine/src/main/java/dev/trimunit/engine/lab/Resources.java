// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The tester's files, on the class path. */
public interface Resources {
  /** A file by its path, with {@code /}; for example {@code devices/tp-link-bulb.yaml}. */
  Optional<URL> find(String path);

  /**
   * A YAML file by its path.
   *
   * @throws LabException if there is only one with the ending {@code .yml}, which nobody would read
   */
  default Optional<URL> findYaml(String path) {
    return yaml(this::find, path);
  }

  /** The same with another way to find files. */
  static Optional<URL> yaml(Function<String, Optional<URL>> find, String path) {
    Optional<URL> found = find.apply(path);
    String other = path.replaceFirst("\\.yaml$", ".yml");
    if (found.isEmpty() && find.apply(other).isPresent()) {
      throw new LabException("There is %s: call it %s".formatted(other, path));
    }
    return found;
  }

  /**
   * The paths of the files directly in a folder that end so, in order; for messages with near
   * misses.
   */
  List<String> list(String folder, String suffix);
}
