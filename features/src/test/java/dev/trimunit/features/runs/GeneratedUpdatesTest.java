// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No list is handed on with which an update did not come; {@code GeneratedUpdatesBenchmark}: 300.
 */
@Tag("slow")
final class GeneratedUpdatesTest {
  private static final int DEVICES = 24;

  @TempDir private Path folder;

  @Test
  void an_update_comes_to_every_device_whose_list_is_handed_on() {
    GeneratedUpdates.Figures figures = GeneratedUpdates.run(folder, DEVICES, 1);

    assertThat(figures.wrong()).as(figures.toString()).isEmpty();
    assertThat(figures.exported()).as(figures.toString()).isGreaterThan(DEVICES / 2);
  }
}
