// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The machine's time; says so when somebody sets it while a trial waits. */
final class BenchClock implements LabClock {
  private static final long TOLERATED_MILLIS = 1_000;
  private final InstantSource machine;
  private final LongSupplier nanos;

  BenchClock() {
    this(InstantSource.system(), System::nanoTime);
  }

  /**
   * @param machine the clock that somebody may set
   * @param nanos the one that nobody can set
   */
  BenchClock(InstantSource machine, LongSupplier nanos) {
    this.machine = machine;
    this.nanos = nanos;
  }

  @Override
  public Instant now() {
    return machine.instant();
  }

  @Override
  public void pass(Duration duration) {
    Instant begin = machine.instant();
    long beginNanos = nanos.getAsLong();
    sleep(duration);
    long passed = Duration.ofNanos(nanos.getAsLong() - beginNanos).toMillis();
    long shown = Duration.between(begin, machine.instant()).toMillis();
    if (Math.abs(shown - passed) > TOLERATED_MILLIS) {
      throw new LabFault("The clock jumped: %d ms passed, it shows %d ms".formatted(passed, shown));
    }
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("The run was interrupted", e);
    }
  }
}
