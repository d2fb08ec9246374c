// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.allure;

import dev.trimunit.reports.data.RunData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code executor.json}: how this run is called in Allure's trends, and its number there. */
final class Executor {
  private static final Pattern ORDER = Pattern.compile("\"buildOrder\"\\s*:\\s*(\\d{1,9})");

  private Executor() {}

  /**
   * @param trend the trend of former runs, which need not exist
   */
  static String text(RunData run, Path trend) throws IOException {
    return "{\"name\":\"TrimUnit\",\"type\":\"trimunit\",\"buildOrder\":%d,\"buildName\":\"%s lab, %s\"}\n"
        .formatted(
            last(trend) + 1,
            run.lab().kind().word(),
            plain(run.settings().getOrDefault("trimunit.protocol", "")));
  }

  private static int last(Path trend) throws IOException {
    int last = 0;
    if (Files.isRegularFile(trend)) {
      Matcher order = ORDER.matcher(Files.readString(trend));
      while (order.find()) {
        last = Math.max(last, Integer.parseInt(order.group(1)));
      }
    }
    return last;
  }

  private static String plain(String text) {
    return text.replaceAll("[^A-Za-z0-9 ._-]", "");
  }
}
