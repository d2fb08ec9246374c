// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import dev.trimunit.engine.lab.Resources;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A tester's files in a folder. */
public record FolderResources(Path root) implements Resources {
  @Override
  public Optional<URL> find(String path) {
    try {
      Path file = root.resolve(path);
      return Files.isRegularFile(file) ? Optional.of(file.toUri().toURL()) : Optional.empty();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> list(String folder, String suffix) {
    String[] names = root.resolve(folder).toFile().list((dir, name) -> name.endsWith(suffix));
    return names == null ? List.of() : Arrays.stream(names).sorted().map(name -> folder + "/" + name).toList();
  }
}
