// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;

/**
 * How fast the lab's time runs.
 *
 * @param scale how much of the lab's time passes in a second; packets are as fast as they are
 */
record Pace(double scale) {
  Pace {
    if (!(scale >= 1 && scale <= 1_000)) {
      throw new IllegalArgumentException("A time scale is 1 to 1000, found " + scale);
    }
  }

  Duration real(Duration labTime) {
    return Duration.ofNanos((long) (labTime.toNanos() / scale));
  }

  /** Lets the lab's time pass. */
  void pass(Duration labTime) {
    try {
      Thread.sleep(Math.max(1, real(labTime).toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("The run was interrupted", e);
    }
  }
}
