// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.ages;

import dev.trimunit.engine.lab.LabFault;
import org.jspecify.annotations.Nullable;

/**
 * Whose trial it is: the lab has one time, so while it is skipped for one device no other one that
 * grows old is in a trial.
 */
public final class Turns {
  private @Nullable String whose;

  /** None has it yet. */
  public Turns() {}

  /** Waits for a device's turn; nothing if it has it. */
  public synchronized void take(String device) {
    while (whose != null && !whose.equals(device)) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LabFault("The run was interrupted", e);
      }
    }
    whose = device;
  }

  /** Does something in a device's turn, which goes on if it was its turn before. */
  public void during(String device, Runnable work) {
    boolean has = has(device);
    take(device);
    try {
      work.run();
    } finally {
      if (!has) {
        give(device);
      }
    }
  }

  private synchronized boolean has(String device) {
    return device.equals(whose);
  }

  /** Its turn is over; nothing if it was not. */
  public synchronized void give(String device) {
    if (device.equals(whose)) {
      whose = null;
      notifyAll();
    }
  }
}
