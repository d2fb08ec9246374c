// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.reports.accepted.Behaviour;
import dev.trimunit.reports.accepted.Change;
import dev.trimunit.reports.accepted.Comparison;
import dev.trimunit.reports.accepted.Comparison.Against;
import dev.trimunit.reports.accepted.Contact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Runs in the order of time, each compared with the one before it. */
final class RunComparison {
  private final List<VerdictsFile> runs;
  private final List<Step> steps = new ArrayList<>();

  /**
   * What changed from one run to the next.
   *
   * @param from the number of the former, from 1
   * @param notes what must be known to read the changes
   * @param devices a sentence for each device that only one of them has
   * @param changes by device id
   */
  record Step(
      int from, List<String> notes, List<String> devices, SortedMap<String, List<Change>> changes) {
    boolean same() {
      return devices.isEmpty() && changes.values().stream().allMatch(List::isEmpty);
    }
  }

  /**
   * A verdict that was not the same in all runs.
   *
   * @param what the destination and, of a verdict, the usage
   * @param words by run; {@code -} where there was none
   */
  record Row(String device, String what, List<String> words) {}

  RunComparison(List<VerdictsFile> runs) {
    this.runs = List.copyOf(runs);
    for (int i = 1; i < runs.size(); i++) {
      steps.add(step(i, runs.get(i - 1), runs.get(i)));
    }
  }

  List<VerdictsFile> runs() {
    return runs;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  boolean same() {
    return steps.stream().allMatch(Step::same);
  }

  private static Step step(int from, VerdictsFile before, VerdictsFile after) {
    List<String> devices = new ArrayList<>();
    SortedMap<String, List<Change>> changes = new TreeMap<>();
    boolean whole = before.filters().isEmpty() && after.filters().isEmpty();
    SortedSet<String> ids = new TreeSet<>(before.devices().keySet());
    ids.addAll(after.devices().keySet());
    for (String id : ids) {
      Behaviour was = before.devices().get(id);
      Behaviour is = after.devices().get(id);
      if (was != null && is != null) {
        Against against = whole ? Against.EARLIER_RUN : Against.EARLIER_RUN_IN_PART;
        changes.put(id, Comparison.changes(was, is, against));
      } else if (whole && is != null) {
        devices.add("New device: %s (%s) was not in the run before.".formatted(is.name(), id));
      } else if (whole && was != null) {
        devices.add("Gone device: %s (%s) is not in this run.".formatted(was.name(), id));
      }
    }
    return new Step(from, notes(before, after), devices, changes);
  }

  private static List<String> notes(VerdictsFile before, VerdictsFile after) {
    List<String> notes = new ArrayList<>();
    if (!before.lab().equals(after.lab())) {
      notes.add(
          "The runs differ in how they were made: %s, then %s."
              .formatted(before.lab(), after.lab()));
    }
    for (VerdictsFile run : List.of(before, after)) {
      if (!run.filters().isEmpty()) {
        notes.add(
            "%s was limited to %s: what only one run has is no change."
                .formatted(run.file(), run.filters()));
      }
    }
    after
        .identities()
        .forEach((id, now) -> identity(id, before.identities().getOrDefault(id, now), now, notes));
    return notes;
  }

  private static void identity(
      String id, Map<String, String> was, Map<String, String> is, List<String> notes) {
    is.forEach(
        (field, now) -> {
          String before = was.getOrDefault(field, "");
          if (!before.equals(now)) {
            notes.add("%s: %s was '%s' and is now '%s'.".formatted(id, field, before, now));
          }
        });
  }

  /** The verdicts that were not the same in all runs, and the destinations that were not in all. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    SortedSet<String> ids = new TreeSet<>();
    runs.forEach(run -> ids.addAll(run.devices().keySet()));
    for (String id : ids) {
      SortedMap<Destination, SortedSet<Usage>> known = new TreeMap<>();
      for (VerdictsFile run : runs) {
        Behaviour behaviour = run.devices().get(id);
        if (behaviour != null) {
          behaviour
              .destinations()
              .forEach(
                  (d, contact) ->
                      known
                          .computeIfAbsent(d, x -> new TreeSet<>())
                          .addAll(contact.verdicts().keySet()));
        }
      }
      known.forEach((destination, usages) -> rows(id, destination, usages, rows));
    }
    return rows;
  }

  private void rows(String id, Destination destination, SortedSet<Usage> usages, List<Row> rows) {
    if (usages.isEmpty()) {
      add(new Row(id, destination.toString(), words(id, destination)), rows);
    }
    for (Usage usage : usages) {
      List<String> words = runs.stream().map(run -> word(run, id, destination, usage)).toList();
      add(new Row(id, destination + " for " + usage, words), rows);
    }
  }

  private static void add(Row row, List<Row> rows) {
    if (row.words().stream().distinct().count() > 1) {
      rows.add(row);
    }
  }

  private List<String> words(String id, Destination destination) {
    return runs.stream()
        .map(run -> contact(run, id, destination) == null ? "-" : "contacted")
        .toList();
  }

  private static String word(VerdictsFile run, String id, Destination destination, Usage usage) {
    Contact contact = contact(run, id, destination);
    VerdictKind kind = contact == null ? null : contact.verdicts().get(usage);
    return kind == null ? "-" : kind.name().toLowerCase(Locale.ROOT);
  }

  private static @org.jspecify.annotations.Nullable Contact contact(
      VerdictsFile run, String id, Destination destination) {
    Behaviour behaviour = run.devices().get(id);
    return behaviour == null ? null : behaviour.destinations().get(destination);
  }
}
