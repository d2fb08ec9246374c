// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run on a {@link BenchOfParts}.
 *
 * @param folder the tester's
 */
record PartsRun(Path folder, TestersFolder.Said said) {
  static PartsRun of(BenchOfParts bench, Path folder, String protocol, String... devices)
      throws IOException, InterruptedException {
    TestersFolder files = written(bench, folder, devices);
    return new PartsRun(folder, files.said(bench, files.run("--protocol", protocol)));
  }

  /** What the tester of these devices has written. */
  static TestersFolder written(BenchOfParts bench, Path folder, String... devices)
      throws IOException {
    TestersFolder files = new TestersFolder(folder);
    files.write(bench.file(), devices);
    if (List.of(devices).contains("clock")) {
      files.put("features/clock.feature", PartsFiles.clockSpec());
    }
    for (String id : devices) {
      files.put("devices/" + id + ".yaml", PartsFiles.device(id));
    }
    return files;
  }

  /** A device's journal, line by line. */
  List<String> trials(String device) throws IOException {
    List<String> trials = new ArrayList<>();
    try (Stream<Path> journals = Files.walk(folder.resolve("journal"))) {
      for (Path each : journals.filter(Files::isRegularFile).toList()) {
        trials.addAll(Files.readAllLines(each));
      }
    }
    trials.removeIf(line -> !line.contains("\"device\":\"" + device + "\",\"purpose\""));
    return trials;
  }

  static void requireAsFound(BenchOfParts bench, String id) {
    assertThat(bench.run("nft", "list", "tables")).doesNotContain("trimunit");
    assertThat(bench.device(id).hasPower()).isTrue();
  }
}
