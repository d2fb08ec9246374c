// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.files.DeviceUnits;
import dev.trimunit.devices.files.EmulatedLabFile;
import dev.trimunit.devices.files.EmulatedLabFile.Resolver;
import dev.trimunit.devices.linux.Namespaces;
import dev.trimunit.engine.lab.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a campaign of the bulb takes on the emulated lab, with one unit and with two. */
@Tag("bench")
final class UnitsOnEmulatedLabBenchmark {
  private static final Path SHIPPED = Path.of("..", "features", "src", "test", "resources");
  private static final String BULB = "tp-link-bulb";
  @TempDir Path output;

  @Test
  void wall_time_of_one_unit_and_of_two() throws IOException {
    StringBuilder csv = new StringBuilder("units;trials;seconds;lab minutes\n");
    for (int units = 1; units <= 2; units++) {
      Path here = output.resolve("units-" + units);
      DeviceUnits bulbs = new DeviceUnits(BULB, units, List.of());
      EmulatedLabFile file = new EmulatedLabFile(60, Resolver.OWN, List.of(bulbs));
      try (Lab lab = EmulatedTrials.open(SHIPPED, here, Namespaces.any(), file)) {
        long begin = System.nanoTime();
        SettledCampaign campaign =
            SettledCampaign.certified(lab.bench(BULB), here.resolve("journal"), request -> {});
        csv.append(
            "%d;%d;%d;%d%n"
                .formatted(
                    units,
                    campaign.trials().size(),
                    (System.nanoTime() - begin) / 1_000_000_000,
                    UnitsOnEmulatedLabTest.length(campaign.trials()).toMinutes()));
      }
    }
    Path out = Path.of(System.getProperty("trimunit.bench.out", "target/bench"));
    Files.createDirectories(out);
    Files.writeString(out.resolve("units-emulated.csv"), csv);
    System.out.println(csv);
  }
}
