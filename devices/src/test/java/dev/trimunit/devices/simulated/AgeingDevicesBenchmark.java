// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.files.LabFile;
import dev.trimunit.engine.endurance.Endured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many of the devices that fail later are found, and what is found of those that do not. */
@Tag("bench")
final class AgeingDevicesBenchmark {
  private static final int DEVICES = Integer.getInteger("trimunit.bench.devices", 200);

  @TempDir private Path folder;

  @Test
  void devices_that_fail_later() throws IOException {
    SplittableRandom random = new SplittableRandom(2026);
    EnduranceRuns runs = new EnduranceRuns(folder, LabFile.DEFAULT);
    List<String> missed = new ArrayList<>();
    for (int i = 0; i < DEVICES; i++) {
      AgeingDevice device = AgeingDevice.of(i % AgeingDevice.MECHANISMS, random);
      List<Endured> heard = runs.of(device);
      if (!EnduranceRuns.found(device, heard)) {
        missed.add(
            device.mechanism()
                + " from "
                + device.from()
                + " to "
                + device.until()
                + ": "
                + heard.stream().map(Endured::sentences).toList());
      }
    }
    missed.forEach(System.out::println);
    System.out.printf("%d of %d devices found%n", DEVICES - missed.size(), DEVICES);
    assertThat(missed).hasSizeLessThanOrEqualTo(DEVICES / 100);
  }

  @Test
  void devices_that_do_not() throws IOException {
    SplittableRandom random = new SplittableRandom(2027);
    EnduranceRuns runs = new EnduranceRuns(folder, LabFile.DEFAULT);
    int wrong = 0;
    for (int i = 0; i < DEVICES; i++) {
      List<Endured> heard = runs.of(AgeingDevice.ofNothing(random));
      boolean silent = heard.size() == 1 && heard.get(0).holds() && heard.get(0).delays().isEmpty();
      if (!silent) {
        wrong++;
        heard.forEach(endured -> System.out.println(endured.sentences()));
      }
    }
    System.out.printf("%d of %d devices of which nothing breaks were told to%n", wrong, DEVICES);
    assertThat(wrong).isLessThanOrEqualTo(DEVICES / 100);
  }
}
