// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.allure;

import dev.trimunit.reports.allure.AllureGenerator;
import io.qameta.allure.ConfigurationBuilder;
import io.qameta.allure.Extension;
import io.qameta.allure.ReportGenerator;
import io.qameta.allure.ga.GaPlugin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page in one file, which opens from the disk, and the history for the trends of the next one.
 *
 * <p>Problem: Allure tells Google of every report that is made, and lets the page do the same
 * whenever it is opened, unless an environment variable is set. Solution: the extension that does
 * the first is left out, the script that does the second is taken out of the page.
 */
public final class PageGenerator implements AllureGenerator {
  private static final Pattern ANALYTICS =
      Pattern.compile("<script[^>]*googletagmanager[^>]*>\\s*</script>");

  @Override
  public void generate(Path results, Path page, Path history) throws IOException {
    Path plugin = Files.createTempDirectory("trimunit-allure");
    try {
      List<Extension> extensions =
          new ArrayList<>(ConfigurationBuilder.bundled().build().getExtensions(Extension.class));
      extensions.removeIf(GaPlugin.class::isInstance);
      extensions.add(new KeptHistory(history));
      BehavioursPlugin behaviours = new BehavioursPlugin(plugin);
      new ReportGenerator(
              ConfigurationBuilder.empty()
                  .withExtensions(extensions)
                  .withPlugins(List.of(behaviours))
                  .withReportName("TrimUnit")
                  .build())
          .generateSingleFile(page, List.of(results));
      withoutAnalytics(page.resolve("index.html"));
    } finally {
      BehavioursPlugin.delete(plugin);
    }
  }

  private static void withoutAnalytics(Path page) throws IOException {
    String text = Files.readString(page, StandardCharsets.UTF_8);
    String quiet = ANALYTICS.matcher(text).replaceAll("");
    if (quiet.contains("googletagmanager")) {
      Files.delete(page);
      throw new IOException(
          "Allure's page would tell Google whenever it is opened, in a way that is not known here; it was deleted: "
              + page);
    }
    Files.writeString(page, quiet, StandardCharsets.UTF_8);
  }
}
