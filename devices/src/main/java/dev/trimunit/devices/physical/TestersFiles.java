// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.engine.lab.Resources;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files around a bench file, where a run would find them on its class path.
 *
 * @param root the folder with {@code labs} and {@code devices}
 */
record TestersFiles(Path root) implements Resources {
  /** Those beside a file in a folder {@code labs}; empty if there are no device files. */
  static Optional<Resources> around(Path benchFile) {
    return Optional.ofNullable(benchFile.toAbsolutePath().getParent())
        .flatMap(labs -> Optional.ofNullable(labs.getParent()))
        .filter(root -> Files.isDirectory(root.resolve("devices")))
        .map(TestersFiles::new);
  }

  @Override
  public Optional<URL> find(String path) {
    Path file = root.resolve(path);
    try {
      return Files.isRegularFile(file) ? Optional.of(file.toUri().toURL()) : Optional.empty();
    } catch (MalformedURLException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> list(String folder, String suffix) {
    String[] names = root.resolve(folder).toFile().list((where, name) -> name.endsWith(suffix));
    return Stream.of(Objects.requireNonNullElse(names, new String[0]))
        .sorted()
        .map(name -> folder + "/" + name)
        .toList();
  }
}
