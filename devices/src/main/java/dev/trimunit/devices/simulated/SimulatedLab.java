// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.DeviceFiles;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabDescription;
import java.util.Map;
import java.util.TreeMap;

/** All benches of a run. */
final class SimulatedLab implements Lab {
  private final LabDescription description;
  private final DeviceFiles files;
  private final BenchBuilder builder;
  private final Map<String, SimulatedBench> benches = new TreeMap<>();

  SimulatedLab(LabDescription description, DeviceFiles files, BenchBuilder builder) {
    this.description = description;
    this.files = files;
    this.builder = builder;
  }

  @Override
  public LabDescription description() {
    return description;
  }

  @Override
  public synchronized Bench bench(String deviceId) {
    SimulatedBench known = benches.get(deviceId);
    if (known != null) {
      return known;
    }
    SimulatedBench bench = builder.build(files.read(deviceId)).get(0);
    benches.put(deviceId, bench);
    return bench;
  }

  @Override
  public synchronized void close() {
    benches.values().forEach(bench -> bench.all().forEach(SimulatedBench::leave));
    benches.clear();
  }
}
