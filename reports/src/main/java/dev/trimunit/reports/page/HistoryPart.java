// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.engine.model.BuiltByName;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.reports.history.DeviceHistory;
import dev.trimunit.reports.history.DeviceHistory.DestinationHistory;
import dev.trimunit.reports.history.DeviceHistory.Visit;
import dev.trimunit.reports.history.HistoryChange;
import dev.trimunit.reports.history.TimeLine;
import dev.trimunit.reports.history.TimeLine.Span;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A device on the history page. */
final class HistoryPart {
  /** Rows for a device; the table beside the page has all. */
  private static final int MOST_ROWS = 400;

  /** Changes of a device, the latest ones. */
  private static final int MOST_CHANGES = 200;

  private final DeviceHistory device;
  private final Path folder;
  private final List<HistoryChange> changes;

  HistoryPart(DeviceHistory device, Path folder) {
    this.device = device;
    this.folder = folder.toAbsolutePath().normalize();
    this.changes = HistoryChange.of(device);
  }

  /** A device, as the template reads it. */
  @BuiltByName
  public record View(
      String key,
      String name,
      String lab,
      boolean measured,
      int runs,
      String first,
      String last,
      String firmware,
      int destinations,
      int changes,
      String lastChange,
      HistoryBar firmwareBar,
      List<Row> rows,
      int rowsLeftOut,
      List<ChangeView> told) {}

  /** A destination and a usage; {@code span} is 0 if the row above has the destination. */
  @BuiltByName
  public record Row(
      String destination,
      String party,
      int span,
      String first,
      String firstFirmware,
      String usage,
      HistoryBar bar,
      String state,
      String since,
      String sinceFirmware,
      String evidence) {}

  /** What changed. */
  public record ChangeView(
      String when, String firmware, String destination, String sentence, String evidence) {}

  View view() {
    List<Visit> visits = device.visits();
    List<Row> rows = new ArrayList<>();
    for (DestinationHistory destination : device.destinations()) {
      if (rows.size() < MOST_ROWS) {
        rows.addAll(rows(destination));
      }
    }
    int all =
        device.destinations().stream().mapToInt(one -> Math.max(1, one.verdicts().size())).sum();
    Visit last = visits.get(visits.size() - 1);
    return HistoryPartViewBuilder.stagedBuilder()
        .key(device.id() + "-" + device.lab())
        .name(device.name())
        .lab(device.lab())
        .measured(device.lab().equals("physical"))
        .runs(visits.size())
        .first(HistoryPage.day(visits.get(0)))
        .last(HistoryPage.day(last))
        .firmware(last.firmware())
        .destinations(
            (int)
                device.destinations().stream()
                    .filter(one -> one.contact().last().state().equals(DeviceHistory.CONTACTED))
                    .count())
        .changes(changes.size())
        .lastChange(
            changes.isEmpty()
                ? ""
                : HistoryPage.day(visits.get(changes.get(changes.size() - 1).visit())))
        .firmwareBar(firmware())
        .rows(rows)
        .rowsLeftOut(all - rows.size())
        .told(told())
        .build();
  }

  /** Every second version is drawn the same: neighbours never are. */
  private HistoryBar firmware() {
    List<Span> spans = device.firmware().spans();
    HistoryBar bar = HistoryBar.of(spans, device.visits());
    boolean each = bar.slots().size() == spans.size();
    List<HistoryBar.Slot> slots = new ArrayList<>();
    for (HistoryBar.Slot slot : bar.slots()) {
      slots.add(
          new HistoryBar.Slot(
              slot.width(),
              slots.size() % 2 == 0 ? "firmware-a" : "firmware-b",
              slot.title(),
              each ? spans.get(slots.size()).state() : ""));
    }
    return new HistoryBar(slots, bar.words());
  }

  private List<Row> rows(DestinationHistory destination) {
    List<Row> rows = new ArrayList<>();
    int span = Math.max(1, destination.verdicts().size());
    for (Map.Entry<Usage, TimeLine> line : destination.verdicts().entrySet()) {
      rows.add(
          row(destination, rows.isEmpty() ? span : 0, line.getKey().toString(), line.getValue()));
    }
    if (rows.isEmpty()) {
      rows.add(row(destination, span, "", destination.contact()));
    }
    return rows;
  }

  private Row row(DestinationHistory destination, int span, String usage, TimeLine line) {
    Visit first = device.visits().get(destination.first());
    Span last = line.last();
    Visit since = device.visits().get(last.from());
    return HistoryPartRowBuilder.stagedBuilder()
        .destination(destination.text())
        .party(destination.party())
        .span(span)
        .first(HistoryPage.day(first))
        .firstFirmware(first.firmware())
        .usage(usage)
        .bar(HistoryBar.of(line.spans(), device.visits()))
        .state(last.state())
        .since(HistoryPage.day(since))
        .sinceFirmware(since.firmware())
        .evidence(line.lastTelling().map(one -> link(one.to(), one.evidence())).orElse(""))
        .build();
  }

  private List<ChangeView> told() {
    List<ChangeView> told = new ArrayList<>();
    for (int i = changes.size() - 1; i >= 0 && told.size() < MOST_CHANGES; i--) {
      HistoryChange change = changes.get(i);
      Visit visit = device.visits().get(change.visit());
      told.add(
          new ChangeView(
              HistoryPage.day(visit),
              firmware(change.visit()),
              change.destination(),
              change.sentence(),
              link(change.visit(), change.evidence())));
    }
    return told;
  }

  /** Beside a change stands whether the firmware changed with it. */
  private String firmware(int visit) {
    String now = device.visits().get(visit).firmware();
    String before = device.visits().get(Math.max(0, visit - 1)).firmware();
    return before.equals(now) ? now : before + " → " + now;
  }

  /** To a bundle that is there, in the folder of its run; else nowhere. */
  private String link(int visit, String evidence) {
    if (evidence.isEmpty()) {
      return "";
    }
    Path run = device.visits().get(visit).folder();
    try {
      Path bundle = run.resolve(evidence).normalize();
      if (!bundle.startsWith(run) || !Files.isRegularFile(bundle)) {
        return "";
      }
      String path = folder.relativize(bundle).toString().replace('\\', '/');
      return new URI(null, null, "./" + path, null).toASCIIString();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return "";
    }
  }
}
