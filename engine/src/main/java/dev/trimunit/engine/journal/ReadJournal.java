// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.journal;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.TrialRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a journal says that nobody writes any more.
 *
 * @param header what the run was
 * @param entries its trials, by number; of two with one number the later
 * @param ended their numbers in the order in which they were written, which is when they ended
 * @param damagedLines how many lines were cut or damaged
 */
public record ReadJournal(
    Journal.Header header,
    SortedMap<Integer, JournalEntry> entries,
    List<Integer> ended,
    int damagedLines) {
  public ReadJournal {
    ended = List.copyOf(ended);
  }

  /**
   * Reads a file, archived or not.
   *
   * @throws LabException if it is no journal
   */
  public static ReadJournal of(Path journal) {
    try {
      return of(String.valueOf(journal), JournalFile.lines(journal));
    } catch (IOException e) {
      throw new LabException("The journal " + journal + " cannot be read", e);
    }
  }

  /**
   * Reads a journal's lines.
   *
   * @param name of where they come from, for messages
   * @throws LabException if they are no journal
   */
  public static ReadJournal of(String name, List<String> lines) {
    Journal.Header header =
        lines.stream()
            .findFirst()
            .flatMap(line -> JournalJson.read(line, Journal.Header.class))
            .orElseThrow(
                () ->
                    new LabException(
                        name + " is no journal of trials: its first line is not one's"));
    SortedMap<Integer, JournalEntry> entries = new TreeMap<>();
    Set<Integer> ended = new LinkedHashSet<>();
    int damaged = 0;
    for (String line : lines.subList(1, lines.size())) {
      Optional<JournalEntry> entry = JournalJson.read(line, JournalEntry.class);
      if (entry.isPresent()) {
        entries.put(entry.get().number(), entry.get());
        ended.remove(entry.get().number()); // of two with one number the later
        ended.add(entry.get().number());
      }
      damaged += entry.isPresent() ? 0 : 1;
    }
    return new ReadJournal(header, entries, List.copyOf(ended), damaged);
  }

  /** Its trials, by number. */
  public List<TrialRecord> trials() {
    return entries.values().stream().map(JournalEntry::trial).toList();
  }
}
