// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.ages;

import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/** How time passes for a device's process. */
public interface Passage {
  /** Lets the lab's time pass. */
  void pass(Duration labTime);

  /** Nanoseconds of the lab's time since some moment. */
  long nanos();

  /** Does something beside what the device does already. */
  void run(String name, Runnable work);

  /** Does something for somebody who waits; false if that takes longer than he has patience. */
  default boolean within(Duration patience, BooleanSupplier work) {
    return work.getAsBoolean();
  }

  /** Takes a lock that somebody else may hold for a while of the lab's time. */
  default void acquire(Lock lock) {
    lock.lock();
  }
}
