// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.journal;

import dev.trimunit.engine.lab.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can be done once on a unit, and was: {@code once/<id>.tsv} in the folder of journals, a line
 * for each, which a person may delete.
 */
public final class OnceFile {
  private static final int COLUMNS = 3;
  private final Path path;

  /**
   * Something that was done.
   *
   * @param lab the key of the lab in which
   * @param functionality what
   * @param day when its trial ended, in the lab's time
   */
  public record Done(String lab, String functionality, LocalDate day) {
    private String line() {
      return String.join("\t", day.toString(), lab, functionality);
    }
  }

  /**
   * @param journals the folder of journals
   */
  public OnceFile(Path journals, String device) {
    path = journals.resolve("once").resolve(device + ".tsv");
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * When something was done.
   *
   * @throws LabException if the file is damaged
   */
  public Optional<Done> find(String lab, String functionality) {
    return read().stream()
        .filter(done -> done.lab().equals(lab) && done.functionality().equals(functionality))
        .findFirst();
  }

  private List<Done> read() {
    List<Done> all = new ArrayList<>();
    try {
      if (Files.exists(path)) {
        for (String line : Files.readAllLines(path, StandardCharsets.UTF_8)) {
          all.add(parse(line));
        }
      }
      return all;
    } catch (IOException e) {
      throw new LabException(path + " cannot be read", e);
    }
  }

  private Done parse(String line) {
    String[] parts = line.split("\t", COLUMNS);
    if (parts.length < COLUMNS || !parts[0].matches("\\d{4}-\\d{2}-\\d{2}")) {
      throw new LabException(
          "%s has a line that says nothing: '%s'. Delete the line, or the file: what it knows is only that something is not to be done again"
              .formatted(path, line));
    }
    return new Done(parts[1], parts[2], LocalDate.parse(parts[0]));
  }

  /** Adds what was done, or another day of it; as a whole or not at all. */
  public void add(List<Done> more) throws IOException {
    List<Done> all = new ArrayList<>(read());
    for (Done done : more) {
      all.removeIf(
          old -> old.lab().equals(done.lab()) && old.functionality().equals(done.functionality()));
      all.add(done);
    }
    Files.createDirectories(path.getParent());
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.write(fresh, all.stream().map(Done::line).toList(), StandardCharsets.UTF_8);
    Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
