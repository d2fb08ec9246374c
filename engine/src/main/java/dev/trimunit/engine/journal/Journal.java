// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.journal;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.TrialRecord;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The trials of a device that an unfinished run left, and those of this run as they happen. A trial
 * counts only once it is on the disk.
 */
public final class Journal {
  /** Key of whether trials may use both vantages, which a replay must know. */
  public static final String VANTAGES_TOGETHER = "both vantages in one trial";

  /** Key of how many units of the device ran trials; not there if one did. */
  public static final String UNITS = "units";

  /** Key of whether their trials were under way at once; not there in virtual time. */
  public static final String AT_ONCE = "units at once";

  /** Under what an identity names the lab. */
  public static final String LAB = "lab";

  private static final int FORMAT = 1;

  /** It is read as a whole. */
  private static final long MOST_OCTETS = 1L << 30;

  /**
   * The first line.
   *
   * @param format this class's format
   * @param identity what the trials depend on: device, firmware, spec, device file, lab
   */
  public record Header(int format, SortedMap<String, String> identity) {}

  private final JournalFile file;
  private final Header header;
  private final Consumer<String> notices;
  private final long mostOctets;
  private final NavigableMap<Integer, JournalEntry> entries = new TreeMap<>();

  /** When each was written, which is when it ended; counted from 1. */
  private final Map<Integer, Integer> written = new HashMap<>();

  private Optional<Path> archived = Optional.empty();
  private long octets;
  private int writes;

  private Journal(JournalFile file, Header header, Consumer<String> notices, long mostOctets) {
    this.file = file;
    this.header = header;
    this.notices = notices;
    this.mostOctets = mostOctets;
  }

  /** Opens the journal, and says why if it does not go on where an earlier run stopped. */
  public static Journal open(
      JournalFile file, Map<String, String> identity, Consumer<String> notices) {
    return open(file, identity, notices, MOST_OCTETS);
  }

  /** The same, with room for less. */
  static Journal open(
      JournalFile file, Map<String, String> identity, Consumer<String> notices, long mostOctets) {
    Journal journal =
        new Journal(file, new Header(FORMAT, new TreeMap<>(identity)), notices, mostOctets);
    try {
      journal.load(file.lines());
    } catch (IOException e) {
      throw new LabException(
          "The journal " + file.path() + " cannot be read: delete it, or mend it", e);
    }
    return journal;
  }

  private void load(List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    String obstacle = obstacle(JournalJson.read(lines.get(0), Header.class));
    if (!obstacle.isEmpty()) {
      notices.accept(
          "The run starts afresh, %d trials of an unfinished one are put aside: %s"
              .formatted(lines.size() - 1, obstacle));
      file.archive();
      return;
    }
    lines.forEach(line -> octets += line.length());
    for (int i = 1; i < lines.size(); i++) {
      load(i + 1, lines.get(i));
    }
    dropLastVoids();
    if (!entries.isEmpty()) {
      notices.accept(
          "The run goes on after trial %d of an unfinished one".formatted(entries.lastKey()));
    }
  }

  private void load(int lineNumber, String line) {
    Optional<JournalEntry> entry = JournalJson.read(line, JournalEntry.class);
    if (entry.isPresent()) {
      put(entry.get());
    } else {
      notices.accept(
          "Line %d of %s is cut or damaged: its trial is run again"
              .formatted(lineNumber, file.path()));
    }
  }

  private void put(JournalEntry entry) {
    entries.put(entry.number(), entry);
    writes++;
    written.put(entry.number(), writes);
  }

  /**
   * Where a trial is in the order in which trials ended.
   *
   * @throws IllegalArgumentException if there is none of that number
   */
  public int position(int number) {
    Integer position = written.get(number);
    if (position == null) {
      throw new IllegalArgumentException("Trial " + number + " is not in the journal");
    }
    return position;
  }

  /** A run that stopped because the lab was out of order goes on with a lab that is not. */
  private void dropLastVoids() {
    while (!entries.isEmpty() && entries.lastEntry().getValue().trial().isVoid()) {
      entries.remove(entries.lastKey());
    }
  }

  private String obstacle(Optional<Header> found) {
    if (found.isEmpty()) {
      return "the journal's first line is damaged";
    }
    if (found.get().format() != FORMAT) {
      return "its format is %d, not %d".formatted(found.get().format(), FORMAT);
    }
    Set<String> keys = new TreeSet<>(header.identity().keySet());
    keys.addAll(found.get().identity().keySet());
    keys.removeIf(key -> same(found.get(), key));
    return keys.isEmpty() ? "" : "changed since: " + String.join(", ", keys);
  }

  private boolean same(Header found, String key) {
    String now = header.identity().get(key);
    return now != null && now.equals(found.identity().get(key));
  }

  /** The trial of this number. */
  public Optional<JournalEntry> at(int number) {
    return Optional.ofNullable(entries.get(number));
  }

  /**
   * Puts a trial on the disk.
   *
   * @throws CampaignStopped if the disk does not take it
   */
  public void append(JournalEntry entry) {
    try {
      if (entries.isEmpty()) {
        file.replace(List.of(JournalJson.line(header)));
      }
      String line = JournalJson.line(entry);
      octets += line.length();
      requireRoom(entry);
      file.append(line);
    } catch (IOException e) {
      throw cannotWrite("trial %d does not count".formatted(entry.number()), e);
    }
    put(entry);
  }

  private void requireRoom(JournalEntry entry) {
    if (octets > mostOctets) {
      throw new CampaignStopped(
          "The journal %s would have more than %d MiB, trial %d does not count: ask for less of the device (trimunit.functionality, .vantage, .destination)"
              .formatted(file.path(), mostOctets >> 20, entry.number()));
    }
  }

  /**
   * Forgets the trials from a number on, because this run asks for others.
   *
   * @throws CampaignStopped if the journal cannot be written
   */
  public void forgetFrom(int number) {
    int before = entries.size();
    entries.tailMap(number, true).clear();
    notices.accept(
        "This run asks for another trial %d than the unfinished one did: %d trials are forgotten"
            .formatted(number, before - entries.size()));
    List<String> lines = new ArrayList<>(List.of(JournalJson.line(header)));
    entries.values().stream()
        .sorted(Comparator.comparing(entry -> position(entry.number())))
        .forEach(entry -> lines.add(JournalJson.line(entry)));
    try {
      file.replace(lines);
    } catch (IOException e) {
      throw cannotWrite("nothing was run", e);
    }
  }

  /** Where the trials lie; empty if there was none. */
  public Optional<Path> path() {
    return entries.isEmpty() ? Optional.empty() : Optional.of(archived.orElse(file.path()));
  }

  /**
   * The run is over.
   *
   * @param complete whether it is finished: then nobody resumes it
   */
  public void end(boolean complete) {
    if (complete) {
      archive();
    }
    List<TrialRecord> trials =
        new ArrayList<>(entries.values().stream().map(JournalEntry::trial).toList());
    try {
      // What was measured before is kept for as long as its journal is.
      file.archived().forEach(earlier -> trials.addAll(ReadJournal.of(earlier).trials()));
      new Leftovers(file.device(), trials).delete();
    } catch (IOException | LabException e) {
      notices.accept("Files that no trial refers to could not be deleted: " + e);
    }
  }

  private void archive() {
    try {
      archived = file.archive();
    } catch (IOException e) {
      notices.accept(
          "The journal %s could not be archived (%s): delete it, or the next run repeats its answers"
              .formatted(file.path(), e));
    }
  }

  private CampaignStopped cannotWrite(String consequence, IOException cause) {
    if (cause instanceof ClosedByInterruptException) {
      return new CampaignStopped(
          "The run was interrupted while it wrote the journal %s, %s: run again, it goes on from there"
              .formatted(file.path(), consequence),
          cause);
    }
    return new CampaignStopped(
        "The journal %s cannot be written (%s), %s: make room and run again, it goes on from there"
            .formatted(file.path(), cause, consequence),
        cause);
  }
}
