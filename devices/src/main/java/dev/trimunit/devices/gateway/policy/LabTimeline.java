// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway.policy;

import java.time.Duration;
import java.time.Instant;

/**
 * The lab's time by the machine's clock, told to a process that has only that: the lab's may be
 * ahead of it, and runs faster while the lab waits for less than it says.
 *
 * @param shown what the machine's clock showed
 * @param lab the lab's time then
 * @param fast for how long, by the machine's clock, the lab's time runs faster from then on
 * @param skipped how much of the lab's time passes meanwhile beyond that
 */
public record LabTimeline(Instant shown, Instant lab, Duration fast, Duration skipped) {
  public LabTimeline {
    if (fast.isNegative() || skipped.isNegative()) {
      throw new IllegalArgumentException("Time runs forward: " + fast + ", " + skipped);
    }
  }

  /** Where both are the same. */
  public static LabTimeline ofMachine() {
    return new LabTimeline(Instant.EPOCH, Instant.EPOCH, Duration.ZERO, Duration.ZERO);
  }

  /** The lab's time when the machine's clock shows this. */
  public Instant at(Instant now) {
    Duration passed = Duration.between(shown, now);
    Instant steady = lab.plus(passed);
    if (passed.compareTo(fast) >= 0) {
      return steady.plus(skipped);
    }
    double part = (double) passed.toNanos() / fast.toNanos();
    return steady.plusNanos((long) (Math.max(0, part) * skipped.toNanos()));
  }
}
