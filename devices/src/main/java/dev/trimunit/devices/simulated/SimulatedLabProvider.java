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
import dev.trimunit.engine.model.Vantage;
import java.util.Map;
import java.util.Set;

/** Opens simulated labs; key {@code simulated}. */
public final class SimulatedLabProvider implements LabProvider {
  private static final String KEY = "simulated";
  private static final String FILE = "trimunit.lab.file";

  /** For {@link java.util.ServiceLoader}. */
  public SimulatedLabProvider() {}

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public Lab open(LabSettings settings) {
    return open(
        settings,
        file(settings),
        (unit, device, faults, clock, apps) ->
            new AppiumPhones(unit, device, settings, faults, clock, apps));
  }

  @Override
  public boolean isVirtual() {
    return true;
  }

  private static LabFile file(LabSettings settings) {
    return new LabFiles(settings.resources()).read(KEY, settings.property(FILE));
  }

  @Override
  public Set<String> shared(LabSettings settings, String deviceId, Vantage vantage) {
    return file(settings).shared(deviceId, vantage);
  }

  @Override
  public int capacity(LabSettings settings, String shared) {
    return file(settings).capacity(shared);
  }

  @Override
  public boolean vantagesTogether(LabSettings settings, String deviceId) {
    return file(settings).vantagesTogether();
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
