// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.simulated.Trials.Recipe;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.model.Vantage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole file in the documentation is a device that works. */
final class DocumentedDeviceTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "device-files.md");
  private static final String FENCE = "```";

  @TempDir Path folder;

  @Test
  void the_whole_file_of_the_document_is_a_device_that_works() throws IOException {
    String document = Files.readString(DOCUMENT);
    int start = document.indexOf(FENCE + "yaml") + FENCE.length() + 5;
    String file = document.substring(start, document.indexOf(FENCE, start));
    Files.createDirectories(folder.resolve("devices"));
    Files.writeString(folder.resolve("devices/plug.yaml"), file);
    try (Lab lab = Trials.lab(new FolderResources(folder), 1, folder)) {
      Trials trials = new Trials(lab.bench("plug"), new Recipe("off", "Power", "on"));
      assertThat(trials.run(Vantage.LAN).passed()).isTrue();
      assertThat(trials.run(Vantage.WAN, "cloud.vendor.test").passed()).isFalse();
      assertThat(trials.run(Vantage.WAN, "ntp.test").passed()).isTrue();
    }
  }
}
