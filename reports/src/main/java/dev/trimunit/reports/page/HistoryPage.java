// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.reports.data.ReportOutput;
import dev.trimunit.reports.history.DeviceHistory;
import dev.trimunit.reports.history.DeviceHistory.Visit;
import dev.trimunit.reports.history.History;
import dev.trimunit.reports.history.History.Stability;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** {@code history.html}: time lines of devices and destinations over many runs. */
public final class HistoryPage {
  /** Its name. */
  public static final String FILE = "history.html";

  /** The console has the rest. */
  private static final int MOST_SKIPPED = 200;

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private HistoryPage() {}

  /** Writes the page; links lead from its folder to those of runs. */
  public static void write(History history, Path folder, ReportOutput output) throws IOException {
    StringWriter html = new StringWriter();
    List<HistoryPart.View> devices = new ArrayList<>();
    for (DeviceHistory device : history.devices()) {
      devices.add(new HistoryPart(device, folder).view());
    }
    try {
      BlockabilityPage.configuration()
          .getTemplate("history.ftlh")
          .process(
              Map.of(
                  "runs", history.runs(),
                  "devices", devices,
                  "labs", labs(history),
                  "notes", history.notes().stream().limit(MOST_SKIPPED).toList(),
                  "skipped", history.skipped().stream().limit(MOST_SKIPPED).toList(),
                  "skippedInAll", history.skipped().size(),
                  "style",
                      BlockabilityPage.resource("page.css")
                          + BlockabilityPage.resource("history.css")),
              html);
    } catch (TemplateException e) {
      throw new IOException("The template of the history page is wrong: " + e.getMessage(), e);
    }
    output.write(FILE, html.toString());
  }

  /** What lasted, by kind of lab. */
  private static List<String> labs(History history) {
    List<String> sentences = new ArrayList<>();
    TreeSet<String> labs = new TreeSet<>();
    history.devices().forEach(device -> labs.add(device.lab()));
    for (String lab : labs) {
      Stability stability = history.stability(lab);
      int changed = stability.settled() - stability.same();
      sentences.add(
          "%s lab: of %d verdicts that were settled in two runs or more, %d were the same in all (%s), %d changed, %d of them together with the firmware."
              .formatted(
                  lab,
                  stability.settled(),
                  stability.same(),
                  stability.settled() == 0
                      ? "–"
                      : String.format(
                          Locale.ROOT, "%.1f %%", 100.0 * stability.same() / stability.settled()),
                  changed,
                  stability.withFirmware()));
    }
    return sentences;
  }

  static String day(Visit visit) {
    return DAY.format(visit.when());
  }
}
