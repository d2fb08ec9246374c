// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.history;

import dev.trimunit.engine.model.Usage;
import dev.trimunit.reports.history.DeviceHistory.DestinationHistory;
import dev.trimunit.reports.history.DeviceHistory.Visit;
import dev.trimunit.reports.history.TimeLine.Span;
import dev.trimunit.reports.tables.Csv;
import java.util.List;
import java.util.Map;

/** A history as a table: a row for all runs in a row in which something was the same. */
public final class HistoryCsv {
  private final Csv csv =
      new Csv(
          "device",
          "device_name",
          "lab",
          "destination",
          "party",
          "functionality",
          "vantage",
          "state",
          "from",
          "to",
          "runs",
          "firmware_from",
          "firmware_to",
          "app_to",
          "protocol_to",
          "run_from",
          "run_to",
          "evidence");

  private HistoryCsv() {}

  /** The text of the file. */
  public static String of(History history) {
    HistoryCsv table = new HistoryCsv();
    for (DeviceHistory device : history.devices()) {
      device.firmware().spans().forEach(span -> table.row(device, span, "", "", "", ""));
      device.destinations().forEach(destination -> table.rows(device, destination));
    }
    return table.csv.toString();
  }

  private void rows(DeviceHistory device, DestinationHistory destination) {
    List<Span> contact = destination.contact().spans();
    contact.forEach(span -> row(device, span, destination.text(), destination.party(), "", ""));
    for (Map.Entry<Usage, TimeLine> line : destination.verdicts().entrySet()) {
      for (Span span : line.getValue().spans()) {
        row(
            device,
            span,
            destination.text(),
            destination.party(),
            line.getKey().functionality(),
            line.getKey().vantage().name());
      }
    }
  }

  private void row(
      DeviceHistory device,
      Span span,
      String destination,
      String party,
      String functionality,
      String vantage) {
    Visit from = device.visits().get(span.from());
    Visit to = device.visits().get(span.to());
    csv.row(
        device.id(),
        device.name(),
        device.lab(),
        destination,
        party,
        functionality,
        vantage,
        destination.isEmpty() ? "firmware" : span.state(),
        from.when(),
        to.when(),
        span.runs(),
        from.firmware(),
        to.firmware(),
        to.app(),
        to.protocol(),
        from.folder(),
        to.folder(),
        span.evidence());
  }
}
