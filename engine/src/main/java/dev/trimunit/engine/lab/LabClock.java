// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The lab's time; virtual in a simulated lab. */
public interface LabClock {
  /** Now. */
  Instant now();

  /**
   * Lets time pass.
   *
   * @throws LabFault if the run was interrupted, or the clock jumped
   */
  void pass(Duration duration);

  /**
   * Tells a clock that is not the machine's that trials before the next one ended then: in an
   * earlier part of this run, read from the journal, or on another unit of the device. The
   * machine's clock is there by itself.
   */
  default void resume(Instant end) {}

  /** Whether it is virtual: days pass in seconds, for servers and devices alike. */
  default boolean isVirtual() {
    return false;
  }

  /** Whether days can pass for the device: it is virtual, or what is only waited for is skipped. */
  default boolean passesDays() {
    return isVirtual();
  }

  /** Why so much time cannot pass in one step of a trial, in a sentence; empty if it can. */
  default Optional<String> obstacle(Duration time) {
    return Optional.empty();
  }
}
