// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.time.Instant;

/** The machine's clock; waits are shorter by the lab's pace. */
final class RealClock implements LabClock {
  private static final long TOLERATED_MILLIS = 1_000;
  private final Pace pace;

  RealClock(Pace pace) {
    this.pace = pace;
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public void pass(Duration duration) {
    Instant begin = Instant.now();
    long beginNanos = System.nanoTime();
    pace.pass(duration);
    long passed = Duration.ofNanos(System.nanoTime() - beginNanos).toMillis();
    long shown = Duration.between(begin, Instant.now()).toMillis();
    if (Math.abs(shown - passed) > TOLERATED_MILLIS) {
      throw new LabFault("The clock jumped: %d ms passed, it shows %d ms".formatted(passed, shown));
    }
  }
}
