// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.emulated.ages.MappedClock;
import dev.trimunit.devices.gateway.policy.LabTimeline;
import dev.trimunit.devices.linux.MachineClock;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/**
 * The lab's time: what happens takes as long as it takes, but waits are shorter by the lab's pace.
 * So it runs ahead of the machine's clock, by what was not waited.
 */
final class RealClock implements MappedClock {
  private final Pace pace;
  private final MachineClock machine;
  private final TreeMap<Instant, Duration> ahead = new TreeMap<>();

  RealClock(Pace pace, MachineClock machine) {
    this.pace = pace;
    this.machine = machine;
    ahead.put(Instant.MIN, Duration.ZERO);
  }

  @Override
  public Instant now() {
    return lab(machine.now());
  }

  @Override
  public synchronized Instant lab(Instant shown) {
    return shown.plus(ahead.floorEntry(shown).getValue());
  }

  @Override
  public void pass(Duration duration) {
    MachineClock.Wait wait = machine.await(pace.waiting(duration));
    Duration waited = Duration.between(wait.begin(), wait.end());
    if (waited.compareTo(duration) < 0) {
      skip(wait.end(), duration.minus(waited));
    }
  }

  @Override
  public void resume(Instant end) {
    Instant shown = machine.now();
    Duration behind = Duration.between(lab(shown), end);
    if (behind.compareTo(Duration.ZERO) > 0) {
      skip(shown, behind);
    }
  }

  @Override
  public LabTimeline passing(Duration duration) {
    Duration wait = duration.isZero() ? duration : pace.waiting(duration);
    Duration skipped = duration.minus(wait);
    Instant shown = machine.now();
    return new LabTimeline(shown, lab(shown), wait, skipped.isNegative() ? Duration.ZERO : skipped);
  }

  private synchronized void skip(Instant end, Duration skipped) {
    ahead.put(end, ahead.lastEntry().getValue().plus(skipped));
  }
}
