// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.journal;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.Nights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * What a device's runs have shown so far, for the next nightly gate: {@code nights/<id>.json} in
 * the folder of journals, one line with a checksum as theirs.
 */
public final class NightsFile {
  /** Under what a journal's identity keeps what a night started from. */
  public static final String BEFORE = "known before";

  private final Path path;

  /**
   * @param journals the folder of journals
   */
  public NightsFile(Path journals, String device) {
    path = journals.resolve("nights").resolve(device + ".json");
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * What it says; empty if there is none.
   *
   * @throws LabException if it is damaged
   */
  public Optional<Nights> read() {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(path, StandardCharsets.ISO_8859_1).strip();
      return Optional.of(
          parse(text)
              .orElseThrow(
                  () ->
                      new LabException(
                          path
                              + " is cut or damaged. Delete it: a run with protocol certify writes it anew")));
    } catch (IOException e) {
      throw new LabException(path + " cannot be read", e);
    }
  }

  /** Writes it, as a whole or not at all. */
  public void write(Nights nights) throws IOException {
    Files.createDirectories(path.getParent());
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.writeString(fresh, text(nights) + "\n", StandardCharsets.US_ASCII);
    Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** As one line of text. */
  public static String text(Nights nights) {
    return JournalJson.line(nights);
  }

  /** What such a line says; empty if it is damaged. */
  public static Optional<Nights> parse(String text) {
    return JournalJson.read(text, Nights.class);
  }
}
