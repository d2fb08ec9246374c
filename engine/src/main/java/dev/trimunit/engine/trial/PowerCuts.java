// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import java.time.Duration;

/**
 * Power cuts amid a trial, with its block in force; injected into step classes. Any lab can do that
 * that can switch the device's supply. One of real time waits as long, so that there a longer cut
 * is refused with an {@link IllegalArgumentException}.
 */
public final class PowerCuts {
  private final PhysicalTrial physical;
  private final Runnable begin;
  private final Runnable stale;

  /**
   * @param begin begins the trial, if it has not begun
   * @param stale says that what was shown so far is old
   */
  PowerCuts(PhysicalTrial physical, Runnable begin, Runnable stale) {
    this.physical = physical;
    this.begin = begin;
    this.stale = stale;
  }

  /** The device loses power, gets it back, and has the time that it needs to start. */
  public void lose(Duration time) {
    physical.requireTime(time, "without power");
    begin.run();
    physical.losePower(time);
    stale.run();
  }
}
