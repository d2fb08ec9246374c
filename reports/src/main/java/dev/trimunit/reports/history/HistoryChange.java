// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.history;

import dev.trimunit.engine.model.Usage;
import dev.trimunit.reports.history.DeviceHistory.DestinationHistory;
import dev.trimunit.reports.history.TimeLine.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Something that was not as in the runs before.
 *
 * @param visit the number of the run of the device that first had it
 * @param destination empty for the device as a whole
 * @param sentence what
 * @param evidence path of a bundle below the run's folder; empty if there is none
 */
public record HistoryChange(int visit, String destination, String sentence, String evidence) {
  /** One run without a destination that seldom is contacted is no change. */
  private static final int GONE_FROM = 2;

  /** Who is gone more often comes and goes. */
  private static final int SELDOM_GONE = 2;

  /** All of a device, in the order of time. */
  public static List<HistoryChange> of(DeviceHistory device) {
    List<HistoryChange> changes = new ArrayList<>(firmware(device));
    for (DestinationHistory destination : device.destinations()) {
      if (destination.first() > 0) {
        changes.add(appeared(destination));
      }
      changes.addAll(contact(destination, device.visits().size()));
      destination
          .verdicts()
          .forEach((usage, line) -> changes.addAll(verdicts(destination, usage, line)));
    }
    changes.sort(
        Comparator.comparingInt(HistoryChange::visit)
            .thenComparing(HistoryChange::destination)
            .thenComparing(HistoryChange::sentence));
    return changes;
  }

  private static List<HistoryChange> firmware(DeviceHistory device) {
    List<HistoryChange> changes = new ArrayList<>();
    List<Span> spans = device.firmware().spans();
    for (int i = 1; i < spans.size(); i++) {
      changes.add(
          new HistoryChange(
              spans.get(i).from(),
              "",
              "firmware %s instead of %s"
                  .formatted(stated(spans.get(i).state()), stated(spans.get(i - 1).state())),
              ""));
    }
    return changes;
  }

  private static String stated(String firmware) {
    return firmware.isEmpty() ? "(not stated)" : firmware;
  }

  private static HistoryChange appeared(DestinationHistory destination) {
    List<String> verdicts = new ArrayList<>();
    String evidence = "";
    for (var entry : destination.verdicts().entrySet()) {
      Span first = entry.getValue().spans().get(0);
      if (first.from() == destination.first() && first.isTelling()) {
        verdicts.add(first.state() + " for " + entry.getKey());
        evidence = evidence.isEmpty() ? first.evidence() : evidence;
      }
    }
    return new HistoryChange(
        destination.first(),
        destination.text(),
        "new%s%s"
            .formatted(
                destination.party().isEmpty() ? "" : " (" + destination.party() + " party)",
                verdicts.isEmpty() ? "" : ": " + String.join(", ", verdicts)),
        evidence);
  }

  private static List<HistoryChange> contact(DestinationHistory destination, int visits) {
    List<Span> gone =
        destination.contact().spans().stream()
            .filter(span -> span.state().equals(TimeLine.ABSENT))
            .filter(span -> span.runs() >= GONE_FROM || span.to() == visits - 1)
            .toList();
    if (gone.size() > SELDOM_GONE) {
      return List.of(comesAndGoes(destination, visits, gone));
    }
    List<HistoryChange> changes = new ArrayList<>();
    for (Span span : gone) {
      String text = destination.text();
      changes.add(
          new HistoryChange(
              span.from(),
              text,
              span.runs() == 1
                  ? "not contacted in the last run"
                  : "not contacted in %d runs".formatted(span.runs()),
              ""));
      destination.contact().spans().stream()
          .filter(next -> next.from() > span.to())
          .filter(next -> next.state().equals(DeviceHistory.CONTACTED))
          .findFirst()
          .ifPresent(
              next -> changes.add(new HistoryChange(next.from(), text, "contacted again", "")));
    }
    return changes;
  }

  private static HistoryChange comesAndGoes(
      DestinationHistory destination, int visits, List<Span> gone) {
    int missed =
        destination.contact().spans().stream()
            .filter(span -> span.state().equals(TimeLine.ABSENT))
            .mapToInt(Span::runs)
            .sum();
    return new HistoryChange(
        gone.get(gone.size() - 1).from(),
        destination.text(),
        "comes and goes: not contacted in %d of %d runs"
            .formatted(missed, visits - destination.first()),
        "");
  }

  /** From one verdict to another, whatever lies between. */
  private static List<HistoryChange> verdicts(
      DestinationHistory destination, Usage usage, TimeLine line) {
    List<HistoryChange> changes = new ArrayList<>();
    Optional<Span> before = Optional.empty();
    for (Span span : line.spans()) {
      if (!span.isTelling()) {
        continue;
      }
      if (before.isPresent() && !before.get().state().equals(span.state())) {
        changes.add(
            new HistoryChange(
                span.from(),
                destination.text(),
                "%s for %s, was %s".formatted(span.state(), usage, before.get().state()),
                span.evidence()));
      }
      before = Optional.of(span);
    }
    return changes;
  }
}
