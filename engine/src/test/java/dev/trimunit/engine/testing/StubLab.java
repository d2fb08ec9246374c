// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.testing;

import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.lab.LabDescription;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.LabKind;
import java.util.Map;
import java.util.TreeMap;

/** A lab of {@link StubBench stub benches}. */
public class StubLab implements Lab {
  private final Map<String, StubBench> benches = new TreeMap<>();
  private final Map<String, String> faults = new TreeMap<>();
  private boolean closed;

  public StubLab(StubBench... benches) {
    for (StubBench bench : benches) {
      this.benches.put(bench.device().id(), bench);
    }
  }

  @Override
  public LabDescription description() {
    return new LabDescription("stub", LabKind.SIMULATED, Map.of());
  }

  /** Does not get this device's bench to work. */
  public StubLab failingAt(String deviceId, String sentence) {
    faults.put(deviceId, sentence);
    return this;
  }

  @Override
  public Bench bench(String deviceId) {
    if (faults.containsKey(deviceId)) {
      throw new LabFault(faults.get(deviceId));
    }
    StubBench bench = benches.get(deviceId);
    if (bench == null) {
      throw new LabException(
          "Device '" + deviceId + "' has no stub; there are " + benches.keySet());
    }
    return bench;
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return closed;
  }
}
