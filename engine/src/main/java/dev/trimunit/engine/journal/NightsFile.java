// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.journal;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.Nights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a device's runs have shown so far, for the next nightly gate: {@code nights/<id>.json} in
 * the folder of journals, one line with a checksum as theirs.
 */
public final class NightsFile {
  /** Under what a journal's identity keeps what a night started from. */
  public static final String BEFORE = "known before";

  /** Under what, followed by a number, it keeps what was found elsewhere. */
  private static final String ELSEWHERE = "found elsewhere ";

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

  /** What was found elsewhere, as a journal's identity keeps it. */
  public static Map<String, String> elsewhere(List<Nights> sources) {
    Map<String, String> kept = new TreeMap<>();
    for (int i = 0; i < sources.size(); i++) {
      kept.put(ELSEWHERE + (i + 1), text(sources.get(i)));
    }
    return kept;
  }

  /** What a journal's identity says of that. */
  public static List<Nights> elsewhere(Map<String, String> identity) {
    return identity.entrySet().stream()
        .filter(kept -> kept.getKey().startsWith(ELSEWHERE))
        .sorted(Map.Entry.comparingByKey())
        .flatMap(kept -> parse(kept.getValue()).stream())
        .toList();
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
