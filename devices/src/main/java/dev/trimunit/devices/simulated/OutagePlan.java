// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.LabFile.Outage;
import dev.trimunit.engine.model.Destination;
import java.time.Duration;
import java.time.Instant;

/** When servers are silent: a function of time and seed alone. */
final class OutagePlan {
  private final Outage outage;
  private final long seed;
  private final String name;

  OutagePlan(Outage outage, long seed, String name) {
    this.outage = outage;
    this.seed = seed;
    this.name = name;
  }

  boolean silences(Destination destination, Instant now) {
    return outage.hosts().stream().anyMatch(pattern -> pattern.covers(destination)) && during(now);
  }

  private boolean during(Instant now) {
    Duration elapsed = Duration.between(World.START, now);
    Duration every = outage.every();
    long period = every == null ? 0 : elapsed.dividedBy(every);
    // An outage may reach into the next period.
    return covers(period, elapsed) || (period > 0 && covers(period - 1, elapsed));
  }

  private boolean covers(long period, Duration elapsed) {
    Dice dice = new Dice(seed, name, Long.toString(period));
    Duration length = dice.between(outage.least(), outage.most());
    Duration every = outage.every();
    Duration from = outage.from();
    Duration offset =
        from != null
            ? from
            : dice.between(Duration.ZERO, every == null ? Duration.ofDays(1) : every);
    Duration begin = every == null ? offset : every.multipliedBy(period).plus(offset);
    return elapsed.compareTo(begin) >= 0 && elapsed.compareTo(begin.plus(length)) < 0;
  }
}
