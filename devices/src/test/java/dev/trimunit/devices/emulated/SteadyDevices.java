// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.engine.lab.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The same devices, of which no use fails by chance, for tests in which a single use has to answer
 * a question.
 */
record SteadyDevices(ModelFolder shipped, ModelFolder steady) implements Resources {
  static SteadyDevices of(Path resources, Path folder) {
    ModelFolder shipped = new ModelFolder(resources);
    ModelFolder steady = ModelFolder.copy(shipped, folder);
    try {
      for (String path : steady.list("devices", ".yaml")) {
        Path file = folder.resolve(path);
        String text = Files.readString(file);
        Files.writeString(file, text.replaceAll("flakiness: *\\d+ *%", "flakiness: 0 %"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SteadyDevices(shipped, steady);
  }

  @Override
  public Optional<URL> find(String path) {
    return steady.find(path).or(() -> shipped.find(path));
  }

  @Override
  public List<String> list(String folder, String suffix) {
    return shipped.list(folder, suffix);
  }
}
