// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A YAML file that a test has as text. */
public final class YamlText {
  private YamlText() {}

  /** Its keys; messages call the file so. */
  public static Section read(String path, String text) {
    try {
      Path file = Files.createTempFile("test", ".yaml");
      try {
        Files.writeString(file, text);
        return YamlFile.read(path, file.toUri().toURL());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
