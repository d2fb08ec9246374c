// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.allure;

import io.qameta.allure.Aggregator2;
import io.qameta.allure.ReportStorage;
import io.qameta.allure.category.CategoriesTrendPlugin;
import io.qameta.allure.core.Configuration;
import io.qameta.allure.core.FileSystemReportStorage;
import io.qameta.allure.core.LaunchResults;
import io.qameta.allure.duration.DurationTrendPlugin;
import io.qameta.allure.history.HistoryPlugin;
import io.qameta.allure.history.HistoryTrendPlugin;
import io.qameta.allure.retry.RetryTrendPlugin;
import java.nio.file.Path;
import java.util.List;

/**
 * Problem: the trends of the next page are made from files that Allure leaves out of a page in one
 * file. Solution: what makes them is run once more, and the files go into a folder of their own.
 */
final class KeptHistory implements Aggregator2 {
  private static final String FOLDER = "history/";
  private static final List<Aggregator2> MAKERS =
      List.of(
          new HistoryPlugin(),
          new HistoryTrendPlugin(),
          new CategoriesTrendPlugin(),
          new DurationTrendPlugin(),
          new RetryTrendPlugin());

  private final Path folder;

  KeptHistory(Path folder) {
    this.folder = folder;
  }

  @Override
  public void aggregate(
      Configuration configuration, List<LaunchResults> launches, ReportStorage storage) {
    ReportStorage kept = new HistoryOnly(new FileSystemReportStorage(folder));
    MAKERS.forEach(maker -> maker.aggregate(configuration, launches, kept));
  }

  /** Passes on the files of {@code history/}, as the files of a folder. */
  private record HistoryOnly(ReportStorage files) implements ReportStorage {
    @Override
    public void addDataJson(String name, Object data) {
      if (name.startsWith(FOLDER)) {
        files.addDataJson(name.substring(FOLDER.length()), data);
      }
    }

    @Override
    public void addDataBinary(String name, byte[] data) {
      if (name.startsWith(FOLDER)) {
        files.addDataBinary(name.substring(FOLDER.length()), data);
      }
    }

    @Override
    public void addDataFile(String name, Path file) {
      if (name.startsWith(FOLDER)) {
        files.addDataFile(name.substring(FOLDER.length()), file);
      }
    }
  }
}
