// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The lab's time: what happens takes as long as it takes, but waits are shorter by the lab's pace.
 * So it runs ahead of the machine's clock, by what was not waited.
 */
final class RealClock implements LabClock {
  private static final long TOLERATED_MILLIS = 1_000;
  private final Pace pace;
  private final InstantSource machine;
  private final LongSupplier nanos;
  private final TreeMap<Instant, Duration> ahead = new TreeMap<>();

  RealClock(Pace pace) {
    this(pace, InstantSource.system(), System::nanoTime);
  }

  /**
   * @param machine the clock that somebody may set
   * @param nanos the one that nobody can set
   */
  RealClock(Pace pace, InstantSource machine, LongSupplier nanos) {
    this.pace = pace;
    this.machine = machine;
    this.nanos = nanos;
    ahead.put(Instant.MIN, Duration.ZERO);
  }

  @Override
  public Instant now() {
    return lab(machine.instant());
  }

  /** The lab's time when the machine's clock showed this. */
  synchronized Instant lab(Instant shown) {
    return shown.plus(ahead.floorEntry(shown).getValue());
  }

  @Override
  public void pass(Duration duration) {
    Instant begin = machine.instant();
    long beginNanos = nanos.getAsLong();
    pace.pass(duration);
    long passed = Duration.ofNanos(nanos.getAsLong() - beginNanos).toMillis();
    Instant end = machine.instant();
    long shown = Duration.between(begin, end).toMillis();
    if (Math.abs(shown - passed) > TOLERATED_MILLIS) {
      throw new LabFault("The clock jumped: %d ms passed, it shows %d ms".formatted(passed, shown));
    }
    Duration waited = Duration.between(begin, end);
    if (waited.compareTo(duration) < 0) {
      skip(end, duration.minus(waited));
    }
  }

  private synchronized void skip(Instant end, Duration skipped) {
    ahead.put(end, ahead.lastEntry().getValue().plus(skipped));
  }
}
