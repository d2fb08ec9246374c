// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The captures that a command line names.
 *
 * @param files each file once, folders replaced by the captures below them
 * @param missing a sentence for each argument that names none
 */
record CaptureList(List<Path> files, List<String> missing) {
  private static final Pattern ENDING =
      Pattern.compile(".*\\.(pcap|pcapng|cap|dmp|ntar|pcap\\d+|dump)(\\.gz)?", Pattern.DOTALL);

  CaptureList {
    files = List.copyOf(files);
    missing = List.copyOf(missing);
  }

  static CaptureList of(List<Path> arguments) {
    List<Path> files = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Path argument : arguments) {
      if (Files.isDirectory(argument)) {
        List<Path> found = below(argument, missing);
        if (found.isEmpty()) {
          missing.add(
              argument
                  + ": holds no file that ends like a capture (.pcap, .pcapng, .cap, also .gz)");
        }
        files.addAll(found);
      } else if (Files.isRegularFile(argument)) {
        files.add(argument);
      } else {
        missing.add(
            argument + (Files.exists(argument) ? ": is no plain file" : ": does not exist"));
      }
    }
    return new CaptureList(files.stream().distinct().toList(), missing);
  }

  private static List<Path> below(Path folder, List<String> missing) {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile)
          .filter(CaptureList::endsLikeCapture)
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      missing.add(folder + ": cannot be listed (" + e + ")");
      return List.of();
    }
  }

  private static boolean endsLikeCapture(Path file) {
    return ENDING.matcher(String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT)).matches();
  }
}
