// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import java.time.Duration;

/**
 * How a device grows old in a trial.
 *
 * @param lasts for how long, from when it is ready
 * @param every how often it is used meanwhile; as long as the run if it is left alone until its end
 * @param dark how long it loses power at the end, before it is used once more; zero if it does not
 */
public record LongRun(Duration lasts, Duration every, Duration dark) {
  /** How often a device is used that is watched: what breaks is known that exactly. */
  public static final Duration USUAL = Duration.ofHours(6);

  public LongRun {
    if (lasts.isNegative() || lasts.isZero() || every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("A device cannot grow old for %s".formatted(lasts));
    }
  }

  /** Used now and then, and at the end once more after a power cut. */
  public static LongRun used(Duration lasts, Duration every, Duration dark) {
    return new LongRun(lasts, every, dark);
  }

  /** Used at the end only: a use may heal what the next one is to find. */
  public static LongRun leftAlone(Duration lasts) {
    return new LongRun(lasts, lasts, Duration.ZERO);
  }

  /** Whether nobody uses the device before the end. */
  public boolean isLeftAlone() {
    return every.compareTo(lasts) >= 0;
  }

  /** The same for another time. */
  public LongRun lasting(Duration time, boolean withPowerCut) {
    return new LongRun(time, isLeftAlone() ? time : every, withPowerCut ? dark : Duration.ZERO);
  }
}
