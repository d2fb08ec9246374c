// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import dev.trimunit.engine.lab.LabClock;
import java.time.Duration;
import java.time.Instant;

/** A clock that moves only when it is told to. */
final class StoppedClock implements LabClock {
  private volatile Instant now = Instant.parse("2026-01-05T09:41:00Z");

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void pass(Duration duration) {
    now = now.plus(duration);
  }
}
