// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** Writes files that are not there yet: all of them, or none. */
final class NewFiles {
  private NewFiles() {}

  static void write(Path folder, Map<String, byte[]> files) throws IOException {
    List<String> there =
        files.keySet().stream()
            .filter(name -> Files.exists(folder.resolve(name)))
            .sorted()
            .toList();
    if (!there.isEmpty()) {
      throw new IOException(
          "%s holds %s already, and nothing is overwritten. Name another id or folder, or move %s away."
              .formatted(
                  folder,
                  String.join(", ", there.subList(0, Math.min(3, there.size()))),
                  there.size() == 1 ? "it" : "them"));
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue(), StandardOpenOption.CREATE_NEW);
      boolean script = new String(file.getValue(), StandardCharsets.ISO_8859_1).startsWith("#!");
      if (script && !target.toFile().setExecutable(true)) {
        throw new IOException(target + " cannot be made executable");
      }
    }
  }
}
