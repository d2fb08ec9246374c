// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes into a folder, through a temporary file and a move, so that nobody reads half a report.
 *
 * @param folder made if absent
 */
public record FolderOutput(Path folder) implements ReportOutput {
  @Override
  public void write(String name, byte[] content) throws IOException {
    Path target = folder.resolve(name).normalize();
    if (!target.startsWith(folder.normalize())) {
      throw new IOException("Report file '" + name + "' would lie outside " + folder);
    }
    Path parent = target.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    // Not createTempFile, whose files nobody else may read.
    Path temporary = parent.resolve("." + target.getFileName() + ".tmp");
    try {
      Files.write(temporary, content);
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
