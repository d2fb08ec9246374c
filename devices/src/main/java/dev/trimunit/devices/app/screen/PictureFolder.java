// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import dev.trimunit.engine.model.Attachment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Where one phone's pictures of a run go, under short names that are used once. */
final class PictureFolder {
  private static final int LONGEST = 40;

  private final Path folder;
  private int looks;

  PictureFolder(Path output, String phone) {
    this.folder = output.resolve("screens").resolve(slug(phone));
  }

  /**
   * Another look begins: its pictures share a number. What an earlier part of this run left there
   * belongs to trials that count: numbers go on after it.
   */
  void nextLook() {
    looks = (looks == 0 ? highestThere() : looks) + 1;
  }

  private int highestThere() {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> pictures = Files.list(folder)) {
      return pictures
          .map(picture -> picture.getFileName().toString())
          .filter(name -> name.matches("\\d{5}-.*"))
          .mapToInt(name -> Integer.parseInt(name.substring(0, 5)))
          .max()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException("The pictures in " + folder + " cannot be listed", e);
    }
  }

  Attachment write(String name, String ending, byte[] png) {
    Path file = folder.resolve("%05d-%s.png".formatted(looks, ending));
    try {
      Files.createDirectories(folder);
      Files.write(file, png);
    } catch (IOException e) {
      throw new UncheckedIOException("A picture of this run cannot be written to " + file, e);
    }
    return new Attachment(name, "image/png", file);
  }

  /**
   * A text as part of a file name: a state or phone may be called anything, but writes only where
   * it should.
   */
  static String slug(String text) {
    String plain =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String name = plain.isEmpty() ? "x" : plain;
    return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
  }
}
