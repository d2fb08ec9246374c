// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.files.LabFile;
import dev.trimunit.engine.endurance.Endured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One generated device of each way to fail later; {@link AgeingDevicesBenchmark} has many. */
@Tag("slow")
final class AgeingDevicesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void what_fails_later_is_found_with_its_age_and_who_it_is(int mechanism) throws IOException {
    AgeingDevice device = AgeingDevice.of(mechanism, new SplittableRandom(mechanism + 1));

    List<Endured> heard = new EnduranceRuns(folder, LabFile.DEFAULT).of(device);

    assertThat(EnduranceRuns.found(device, heard))
        .as(
            "%s, from %s to %s: %s",
            device.mechanism(),
            device.from(),
            device.until(),
            heard.stream().map(Endured::sentences).toList())
        .isTrue();
  }
}
