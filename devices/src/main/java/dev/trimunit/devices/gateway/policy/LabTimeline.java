// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway.policy;

import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The lab's time by the machine's clock, told to a process that has only that: the lab's may be
 * ahead of it, and runs faster while the lab waits for less than it says.
 *
 * @param shown what the machine's clock showed
 * @param lab the lab's time then
 * @param fast for how long, by the machine's clock, the lab's time runs faster from then on
 * @param skipped how much of the lab's time passes meanwhile beyond that
 * @param file says by how many seconds the lab's time is ahead, as libfaketime reads it, and
 *     outweighs the rest; empty if nobody writes one
 */
public record LabTimeline(
    Instant shown, Instant lab, Duration fast, Duration skipped, Optional<Path> file) {
  private static final int NANO_DIGITS = 9;

  public LabTimeline {
    if (fast.isNegative() || skipped.isNegative()) {
      throw new IllegalArgumentException("Time runs forward: " + fast + ", " + skipped);
    }
  }

  /** One that nobody writes into a file. */
  public LabTimeline(Instant shown, Instant lab, Duration fast, Duration skipped) {
    this(shown, lab, fast, skipped, Optional.empty());
  }

  /** Where both are the same. */
  public static LabTimeline ofMachine() {
    return new LabTimeline(Instant.EPOCH, Instant.EPOCH, Duration.ZERO, Duration.ZERO);
  }

  /** As a file says that somebody replaces whenever time is skipped. */
  public static LabTimeline by(Path file) {
    return new LabTimeline(
        Instant.EPOCH, Instant.EPOCH, Duration.ZERO, Duration.ZERO, Optional.of(file));
  }

  /** The lab's time when the machine's clock shows this. */
  public Instant at(Instant now) {
    if (file.isPresent()) {
      return now.plus(ahead(file.get()));
    }
    Duration passed = Duration.between(shown, now);
    Instant steady = lab.plus(passed);
    if (passed.compareTo(fast) >= 0) {
      return steady.plus(skipped);
    }
    double part = (double) passed.toNanos() / fast.toNanos();
    return steady.plusNanos((long) (Math.max(0, part) * skipped.toNanos()));
  }

  private static Duration ahead(Path file) {
    try {
      BigDecimal seconds = new BigDecimal(Files.readString(file).strip());
      return Duration.ofNanos(seconds.movePointRight(NANO_DIGITS).longValue());
    } catch (IOException | NumberFormatException e) {
      throw new LabFault("The lab's time cannot be read from " + file + ": " + e, e);
    }
  }
}
