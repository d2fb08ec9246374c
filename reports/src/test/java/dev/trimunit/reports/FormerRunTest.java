// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.reports.data.FolderOutput;
import dev.trimunit.reports.data.RunData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class FormerRunTest {
  @TempDir private Path output;

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(output)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> output.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }

  /** The next run may be about other devices, or find no blocklist. */
  @Test
  void no_result_of_a_device_outlives_its_run() throws IOException {
    RunData run =
        MemoryOutput.data(
            new SampleRun(SampleDevice.ofThePaper(), 3, LabKind.SIMULATED, List.of()));
    FolderOutput folder = new FolderOutput(output);
    ReportListener.write(EvidenceBundles.write(run, folder), folder, new ReportParts());
    String device = run.devices().get(0).device().id();
    assertThat(files())
        .contains("exports/" + device + "/nftset.conf", "junit/TEST-" + device + ".xml");
    Files.writeString(output.resolve("exports/" + device + "/notes.txt"), "mine");

    FormerRun.clean(output);

    assertThat(files())
        .filteredOn(file -> file.contains(device))
        .containsExactly("exports/" + device + "/notes.txt");
  }
}
