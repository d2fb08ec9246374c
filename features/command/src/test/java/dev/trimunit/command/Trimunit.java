// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What somebody types, and what the terminal then shows. */
record Trimunit(int code, String text) {

  static Trimunit said(Object... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said, true);
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      String[] texts = Stream.of(arguments).map(String::valueOf).toArray(String[]::new);
      int code = Main.execute(writer, writer, texts);
      return new Trimunit(code, said + printed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  /** Writes a file, with its folders. */
  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy of the paper's bulb and of what belongs to it. */
  static Path bulb(Path folder) throws IOException {
    Path specs = Path.of("..", "src", "test", "resources");
    for (String name :
        new String[] {
          "devices/tp-link-bulb.yaml", "features/tp-link-bulb.feature", "references/tp-link-bulb"
        }) {
      try (Stream<Path> files = Files.walk(specs.resolve(name))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path copy = folder.resolve(specs.relativize(file));
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    return folder;
  }
}
