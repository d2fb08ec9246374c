// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a device remembers without power: addresses of names, one name per line. */
final class Flash {
  private final Path file;
  private final Map<String, List<IpAddress>> remembered = new TreeMap<>();

  Flash(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.split(" ");
        remembered.put(words[0], Arrays.stream(words).skip(1).map(IpAddress::parse).toList());
      }
    }
  }

  synchronized List<IpAddress> recall(String key) {
    return remembered.getOrDefault(key, List.of());
  }

  synchronized void remember(String key, List<IpAddress> addresses) {
    if (addresses.equals(remembered.put(key, addresses))) {
      return;
    }
    String text =
        remembered.entrySet().stream()
            .map(
                entry ->
                    entry.getKey()
                        + entry.getValue().stream()
                            .map(address -> " " + address)
                            .collect(Collectors.joining())
                        + "\n")
            .collect(Collectors.joining());
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
