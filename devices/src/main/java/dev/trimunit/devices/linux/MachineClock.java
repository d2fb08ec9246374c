// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The machine's time; says so when somebody sets it while a trial waits. */
public final class MachineClock implements LabClock {
  private static final long TOLERATED_MILLIS = 1_000;
  private final InstantSource machine;
  private final LongSupplier nanos;

  /** The clock of this machine. */
  public MachineClock() {
    this(InstantSource.system(), System::nanoTime);
  }

  /**
   * @param machine the clock that somebody may set
   * @param nanos the one that nobody can set
   */
  public MachineClock(InstantSource machine, LongSupplier nanos) {
    this.machine = machine;
    this.nanos = nanos;
  }

  /**
   * A wait as the clock showed it.
   *
   * @param begin when it began
   * @param end when it ended
   */
  public record Wait(Instant begin, Instant end) {}

  @Override
  public Instant now() {
    return machine.instant();
  }

  @Override
  public void pass(Duration duration) {
    await(duration);
  }

  /**
   * Waits, and tells what the clock showed.
   *
   * @throws LabFault if somebody set it meanwhile
   */
  public Wait await(Duration duration) {
    Instant begin = machine.instant();
    long beginNanos = nanos.getAsLong();
    Pause.millis(duration.toMillis());
    long passed = Duration.ofNanos(nanos.getAsLong() - beginNanos).toMillis();
    Wait wait = new Wait(begin, machine.instant());
    long shown = Duration.between(begin, wait.end()).toMillis();
    if (Math.abs(shown - passed) > TOLERATED_MILLIS) {
      throw new LabFault("The clock jumped: %d ms passed, it shows %d ms".formatted(passed, shown));
    }
    return wait;
  }
}
