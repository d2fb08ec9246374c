// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.DeviceFiles;
import dev.trimunit.devices.files.LabFile;
import dev.trimunit.devices.files.LabFiles;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.lab.LabProvider;
import dev.trimunit.engine.lab.LabSettings;
import java.util.Map;

/** Opens simulated labs; key {@code simulated}. */
public final class SimulatedLabProvider implements LabProvider {
  private static final String KEY = "simulated";
  private static final String FILE = "trimunit.lab-file";

  /** For {@link java.util.ServiceLoader}. */
  public SimulatedLabProvider() {}

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Lab open(LabSettings settings) {
    LabFile file = new LabFiles(settings.resources()).read(KEY, settings.property(FILE));
    return open(
        settings,
        file,
        (device, faults, clock, apps) -> new AppiumPhones(device, settings, faults, clock, apps));
  }

  static Lab open(LabSettings settings, LabFile file, BenchBuilder.PhoneShop shop) {
    Map<String, String> facts =
        Map.of(
            "seed",
            Long.toString(settings.seed()),
            "time",
            "virtual",
            "begins",
            World.START.toString());
    return new SimulatedLab(
        new LabDescription(KEY, LabKind.SIMULATED, facts),
        new DeviceFiles(settings.resources()),
        new BenchBuilder(settings, file, shop));
  }
}
