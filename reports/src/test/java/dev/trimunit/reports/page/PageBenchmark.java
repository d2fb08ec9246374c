// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.needs.Machine;
import dev.trimunit.reports.GeneratedDevices;
import dev.trimunit.reports.MemoryOutput;
import dev.trimunit.reports.SampleRun;
import dev.trimunit.reports.data.RunData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The blockability page for fleets: seconds to write it, its size, and seconds in Chromium until
 * its script is ready, until it is loaded, and for one use of a filter: {@code mvn -Pbench -pl
 * reports -am test}. The pages are left beside the table, to be looked at.
 */
@Tag("bench")
final class PageBenchmark {
  /** Runs in the copy of the page that is measured, which has no content security policy. */
  private static final String PROBE =
      """
      <script>
      var ready = performance.now();
      addEventListener("load", function () {
        var loaded = performance.now();
        var field = document.getElementById("f-verdict");
        field.value = "required";
        field.dispatchEvent(new Event("input", { bubbles: true }));
        document.body.getBoundingClientRect();
        document.title = "TIMES " + [ready, loaded, performance.now() - loaded].join(" ");
      });
      </script>
      """;

  private static final Pattern TIMES = Pattern.compile("TIMES ([\\d.]+) ([\\d.]+) ([\\d.]+)");

  @Test
  void pages_of_fleets() throws IOException, InterruptedException {
    Path out = Path.of(System.getProperty("trimunit.bench.out", "target/bench"));
    Files.createDirectories(out);
    List<String> rows = new ArrayList<>();
    rows.add("devices,destinations_each,megabytes,write_s,script_ready_s,loaded_s,filter_s");
    for (int[] size : new int[][] {{1, 80}, {31, 8}, {31, 8}, {1_000, 8}}) {
      rows.add(row(size[0], size[1], out));
    }
    Files.write(out.resolve("page.csv"), rows);
    rows.forEach(System.out::println);
  }

  private static String row(int devices, int destinations, Path out)
      throws IOException, InterruptedException {
    RunData run =
        MemoryOutput.data(
            new SampleRun(
                GeneratedDevices.of(devices, destinations), 2, LabKind.SIMULATED, List.of()));
    long start = System.nanoTime();
    String html = MemoryOutput.of(new BlockabilityPage(), run).text("blockability.html");
    double written = (System.nanoTime() - start) / 1e9;
    Files.writeString(out.resolve("page-%d-%d.html".formatted(devices, destinations)), html);
    return String.format(
        Locale.ROOT,
        "%d,%d,%.3f,%.2f,%s",
        devices,
        destinations,
        html.getBytes(StandardCharsets.UTF_8).length / 1e6,
        written,
        inBrowser(html));
  }

  private static String inBrowser(String html) throws IOException, InterruptedException {
    if (!Machine.has("chromium")) {
      return "no chromium,,";
    }
    Chromium browser = new Chromium(Files.createTempDirectory("page-bench"));
    String open =
        html.replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "")
            .replace("</body>", PROBE + "</body>");
    Matcher times = TIMES.matcher(browser.dom(open, ""));
    if (!times.find()) {
      return "the page did not load,,";
    }
    return String.format(
        Locale.ROOT,
        "%.2f,%.2f,%.3f",
        Double.parseDouble(times.group(1)) / 1000,
        Double.parseDouble(times.group(2)) / 1000,
        Double.parseDouble(times.group(3)) / 1000);
  }
}
