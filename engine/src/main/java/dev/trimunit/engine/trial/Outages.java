// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import java.time.Duration;

/**
 * Outages of the Internet amid a trial, with its block in force; injected into step classes. Only a
 * lab can do that whose gateway can be cut off: the engine refuses specs with such steps elsewhere,
 * before anything is run. One of real time waits as long, so that there a longer outage is refused
 * with an {@link IllegalArgumentException}.
 */
public final class Outages {
  private final PhysicalTrial physical;
  private final Runnable begin;
  private final Runnable stale;

  /**
   * @param begin begins the trial, if it has not begun
   * @param stale says that what was shown so far is old
   */
  Outages(PhysicalTrial physical, Runnable begin, Runnable stale) {
    this.physical = physical;
    this.begin = begin;
    this.stale = stale;
  }

  /** The Internet is gone, and comes back. */
  public void lose(Duration time) {
    physical.requireTime(time, "without the Internet");
    physical
        .obstacle(time)
        .ifPresent(
            why -> {
              throw new SpecMistake(why);
            });
    begin.run();
    physical.loseInternet(time);
    stale.run();
  }
}
