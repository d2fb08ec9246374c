// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.reports.data.ReportOutput;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/** The page of several runs: what each of their devices needs, and the way to its run's page. */
public final class MergedPage {
  private MergedPage() {}

  /**
   * A device, as the template reads it.
   *
   * @param page the file that tells of it; empty if there is none
   */
  public record Row(String id, String name, String firmware, String verdicts, String page) {
    public Row {
      firmware = DevicePart.stated(firmware);
    }
  }

  /**
   * Writes {@code blockability.html}.
   *
   * @param banner what the lab was
   * @param measured whether that was a lab of real devices
   * @param missing the shards that are not there, in words
   */
  public static void write(
      String banner, boolean measured, int runs, String missing, List<Row> rows, ReportOutput out)
      throws IOException {
    StringWriter html = new StringWriter();
    try {
      BlockabilityPage.configuration()
          .getTemplate("merged.ftlh")
          .process(
              Map.of(
                  "banner", banner,
                  "measured", measured,
                  "runs", runs,
                  "missing", missing,
                  "devices", rows,
                  "style", BlockabilityPage.resource("page.css")),
              html);
    } catch (TemplateException e) {
      throw new IOException("The template of the merged page is wrong: " + e.getMessage(), e);
    }
    out.write("blockability.html", html.toString());
  }
}
