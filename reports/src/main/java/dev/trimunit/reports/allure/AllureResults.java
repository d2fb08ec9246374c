// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.allure;

import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.FolderOutput;
import dev.trimunit.reports.data.ReportOutput;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.data.SeldomUsed;
import dev.trimunit.reports.data.TimedCase;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.TestResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that Allure's report generator reads. */
public final class AllureResults {
  /** Exactly what this class writes; nothing else in the folder is touched. */
  private static final String OURS =
      "{*-result.json,*-container.json,*-attachment*,categories.json,environment.properties,executor.json}";

  private final ReportOutput folder;
  private final Path trend;
  private final AllureLifecycle lifecycle;

  /** Writes into a folder, made if absent; the build puts the history of former runs there. */
  public AllureResults(Path folder) {
    this.folder = new FolderOutput(folder);
    this.trend = folder.resolve("history/history-trend.json");
    this.lifecycle = new AllureLifecycle(new FileSystemResultsWriter(folder));
  }

  /** Removes the results of former runs: Allure would take them for retries of this one. */
  public static void clean(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, OURS)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Writes one result per case, categories and environment. */
  public void write(RunData run) throws IOException {
    folder.write("environment.properties", Environment.text(run));
    folder.write("categories.json", categories());
    folder.write("executor.json", Executor.text(run, trend));
    for (DeviceData device : run.devices()) {
      AllureAttachments attachments = new AllureAttachments(lifecycle, run.output());
      SeldomUsed seldom = new SeldomUsed(run, device);
      for (TimedCase timed : device.cases()) {
        write(new AllureCase(run, device, seldom, timed, attachments).result(), timed);
      }
    }
  }

  private void write(TestResult result, TimedCase timed) {
    lifecycle.scheduleTestCase(result);
    lifecycle.updateTestCase(
        result.getUuid(),
        scheduled ->
            scheduled
                .setStage(Stage.FINISHED)
                .setStart(timed.start().toEpochMilli())
                .setStop(timed.stop().toEpochMilli()));
    lifecycle.writeTestCase(result.getUuid());
  }

  private static byte[] categories() {
    try (InputStream stream = AllureResults.class.getResourceAsStream("categories.json")) {
      if (stream == null) {
        throw new IllegalStateException(
            "categories.json is missing from the jar of trimunit-reports");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("categories.json could not be read from the jar", e);
    }
  }
}
