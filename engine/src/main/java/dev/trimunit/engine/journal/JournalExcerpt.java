// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.journal;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.ObservationBuilder;
import dev.trimunit.engine.model.StepRecord;
import dev.trimunit.engine.model.StepRecordBuilder;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.TrialRecordBuilder;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.replay.Replay;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A journal to be handed on with a verdict: all that {@link Replay} needs of every trial in short
 * lines, and whole lines for the trials that somebody will look at. Both are lines of a journal,
 * each with its checksum; attachments have other paths, as the machine's own are nobody's business.
 */
public final class JournalExcerpt {
  private final String header;
  private final SortedMap<Integer, JournalEntry> entries = new TreeMap<>();

  /**
   * Reads a journal.
   *
   * @param place where an attachment lies for the reader
   * @throws LabException if it is no journal
   */
  public JournalExcerpt(Path journal, UnaryOperator<Path> place) {
    ReadJournal read = ReadJournal.of(journal);
    header = JournalJson.line(read.header());
    read.entries().forEach((number, entry) -> entries.put(number, placed(entry, place)));
  }

  /** The first line, and a short one for each trial. */
  public List<String> shortLines() {
    List<String> lines = new ArrayList<>(List.of(header));
    entries.values().forEach(entry -> lines.add(JournalJson.line(shortened(entry))));
    return lines;
  }

  /** The whole line of a trial; empty if the journal lacks it. */
  public Optional<String> wholeLine(int trial) {
    return Optional.ofNullable(entries.get(trial)).map(JournalJson::line);
  }

  /** The rules by which a trial's block refused, as far as its gateway told. */
  public List<String> rules(int trial) {
    JournalEntry entry = entries.get(trial);
    return entry == null ? List.of() : entry.rules();
  }

  /** How hard a trial's block refused, in a word; empty if the journal lacks the trial. */
  public String strength(int trial) {
    JournalEntry entry = entries.get(trial);
    return entry == null ? "" : entry.strength().name();
  }

  /**
   * Whole lines in the place of the short ones of the same trials.
   *
   * @throws LabException if a whole line is damaged, or says something else than its short one
   */
  public static List<String> merged(List<String> shortLines, List<String> wholeLines) {
    List<String> merged = new ArrayList<>(shortLines);
    for (String line : wholeLines) {
      JournalEntry whole =
          JournalJson.read(line, JournalEntry.class)
              .orElseThrow(() -> new LabException("A line of a trial is damaged"));
      int at = place(shortLines, shortened(whole));
      if (at < 0) {
        throw new LabException(
            "The whole line of trial %d and its line in the journal differ"
                .formatted(whole.number()));
      }
      merged.set(at, line);
    }
    return merged;
  }

  /** Compared as they are read: lines of earlier versions lack fields. */
  private static int place(List<String> lines, JournalEntry entry) {
    for (int i = 0; i < lines.size(); i++) {
      if (JournalJson.read(lines.get(i), JournalEntry.class).filter(entry::equals).isPresent()) {
        return i;
      }
    }
    return -1;
  }

  private static JournalEntry placed(JournalEntry entry, UnaryOperator<Path> place) {
    TrialRecord trial = entry.trial();
    List<UsageOutcome> outcomes =
        trial.outcomes().stream()
            .map(o -> withSteps(o, o.steps().stream().map(step -> placed(step, place)).toList()))
            .toList();
    return with(
        entry,
        TrialRecordBuilder.builder(trial)
            .outcomes(outcomes)
            .attachments(placed(trial.attachments(), place))
            .build(),
        entry.rules());
  }

  private static StepRecord placed(StepRecord step, UnaryOperator<Path> place) {
    return StepRecordBuilder.builder(step).attachments(placed(step.attachments(), place)).build();
  }

  private static List<Attachment> placed(List<Attachment> files, UnaryOperator<Path> place) {
    return files.stream()
        .map(file -> new Attachment(file.name(), file.mediaType(), place.apply(file.file())))
        .toList();
  }

  private static JournalEntry shortened(JournalEntry entry) {
    TrialRecord trial = entry.trial();
    return with(
        entry,
        TrialRecordBuilder.builder(trial)
            .outcomes(trial.outcomes().stream().map(o -> withSteps(o, List.of())).toList())
            .observations(trial.contacted().stream().map(JournalExcerpt::contact).toList())
            .lanContacts(Set.of())
            .dns(trial.onlyLookedUp())
            .attachments(List.of())
            .clock(trial.purpose() == TrialPurpose.MARGIN ? trial.clock() : List.of())
            .build(),
        List.of());
  }

  private static Observation contact(Destination destination) {
    Instant none = Instant.EPOCH;
    return ObservationBuilder.stagedBuilder()
        .destination(destination)
        .packetsSent(0)
        .bytesSent(0)
        .packetsReceived(0)
        .bytesReceived(0)
        .first(none)
        .last(none)
        .protocol("")
        .addresses(Set.of())
        .serverNames(Set.of())
        .build();
  }

  private static UsageOutcome withSteps(UsageOutcome outcome, List<StepRecord> steps) {
    return new UsageOutcome(
        outcome.usage(), outcome.outcome(), outcome.reason(), steps, List.of(), outcome.probes());
  }

  private static JournalEntry with(JournalEntry entry, TrialRecord trial, List<String> rules) {
    return new JournalEntry(entry.request(), entry.strength(), trial, entry.parties(), rules);
  }
}
