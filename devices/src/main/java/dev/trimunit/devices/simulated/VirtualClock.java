// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.LabFile.Operation;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.time.Instant;

/** The bench's time; two minutes take microseconds. */
final class VirtualClock implements LabClock {
  private final World world;
  private final Faults faults;

  VirtualClock(World world, Faults faults) {
    this.world = world;
    this.faults = faults;
  }

  @Override
  public Instant now() {
    return world.locked(world::now);
  }

  /**
   * Goes on where an earlier part of the run ended, so that outages strike when they would have.
   */
  @Override
  public void resume(Instant end) {
    world.locked(
        () -> {
          if (end.isAfter(world.now())) {
            world.events().pass(Duration.between(world.now(), end));
          }
        });
  }

  @Override
  public boolean isVirtual() {
    return true;
  }

  @Override
  public void pass(Duration duration) {
    if (Thread.currentThread().isInterrupted()) {
      throw new LabFault("The run was interrupted");
    }
    world.locked(
        () -> {
          faults.maybe(Operation.CLOCK, "The clock jumped");
          world.events().pass(duration);
        });
  }
}
