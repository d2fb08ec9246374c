// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import dev.trimunit.devices.capture.CaptureSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where results go: a folder, one file per capture, or the console. */
final class Results {
  private final @Nullable Path folder;
  private final ResultFormat format;
  private final PrintWriter console;
  private final AddressOwners owners;
  private final Set<String> taken = new HashSet<>();

  Results(@Nullable Path folder, ResultFormat format, PrintWriter console, AddressOwners owners) {
    this.owners = owners;
    this.folder = folder;
    this.format = format;
    this.console = console;
  }

  void write(Path capture, CaptureSummary summary, HostFilter hosts) throws IOException {
    String text = format.write(capture, summary, hosts.of(summary), owners);
    if (folder == null) {
      synchronized (console) {
        console.print(text);
        console.flush();
      }
      return;
    }
    // Only the last part of the capture's path: nothing is ever written outside the folder.
    Path target = folder.resolve(name(String.valueOf(capture.getFileName())));
    Path unfinished = Files.createTempFile(folder, ".trimunit", ".part");
    try {
      Files.writeString(unfinished, text, StandardCharsets.UTF_8);
      Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Captures of one name in two folders get results of two names. */
  private synchronized String name(String capture) {
    String name = capture + "." + format.ending;
    for (int i = 2; !taken.add(name); i++) {
      name = capture + "~" + i + "." + format.ending;
    }
    return name;
  }
}
