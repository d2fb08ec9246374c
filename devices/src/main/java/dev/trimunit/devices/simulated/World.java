// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.life.Certificates;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What everything on one bench shares: the lock, the time, the dice. */
final class World {
  static final Instant START = Certificates.FIRST;
  private final ReentrantLock lock = new ReentrantLock();
  private final EventQueue events = new EventQueue(START);
  private final long seed;
  private final String device;
  private Dice dice;
  private Dice faultDice;

  World(long seed, String device) {
    this.seed = seed;
    this.device = device;
    dice = new Dice(seed, device, "start");
    faultDice = new Dice(seed, device, "start", "faults");
  }

  /** Begins a trial: from here on everything random depends on its name only. */
  void seed(String trial) {
    dice = new Dice(seed, device, trial);
    faultDice = new Dice(seed, device, trial, "faults");
  }

  EventQueue events() {
    return events;
  }

  Instant now() {
    return events.now();
  }

  Dice dice() {
    return dice;
  }

  /** Apart from {@link #dice}, so that faults do not change what a trial without them contains. */
  Dice faultDice() {
    return faultDice;
  }

  void after(Duration delay, Runnable action) {
    events.after(delay, action);
  }

  /** Every call from outside goes through here, whatever its thread. */
  <T> T locked(Supplier<T> call) {
    lock.lock();
    try {
      return call.get();
    } finally {
      lock.unlock();
    }
  }

  void locked(Runnable call) {
    lock.lock();
    try {
      call.run();
    } finally {
      lock.unlock();
    }
  }
}
