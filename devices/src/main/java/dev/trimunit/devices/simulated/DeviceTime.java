// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import java.time.Duration;
import java.time.Instant;

/** Time as the device lives it: what it planned is forgotten when it loses power. */
final class DeviceTime {
  private final World world;
  private long life;
  private boolean powered;

  DeviceTime(World world) {
    this.world = world;
  }

  boolean powered() {
    return powered;
  }

  void powerOn() {
    powered = true;
    life++;
  }

  void powerOff() {
    powered = false;
    life++;
  }

  Instant now() {
    return world.now();
  }

  Dice dice() {
    return world.dice();
  }

  void after(Duration delay, Runnable action) {
    long planned = life;
    world.after(
        delay,
        () -> {
          if (planned == life) {
            action.run();
          }
        });
  }
}
