// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of 300 made-up devices: to how many an update comes under the list that is handed on. */
@Tag("bench")
final class GeneratedUpdatesBenchmark {
  private static final int DEVICES = 300;

  @TempDir private Path folder;

  @Test
  void an_update_comes_to_every_device_whose_list_is_handed_on() {
    GeneratedUpdates.Figures figures = GeneratedUpdates.run(folder, DEVICES, 2);

    System.out.println(figures);
    assertThat(figures.wrong()).isEmpty();
    assertThat(figures.exported()).isGreaterThan(DEVICES / 2);
  }
}
