// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.emulated.ages.Passage;
import dev.trimunit.engine.lab.LabFault;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

/**
 * How fast the lab's time runs.
 *
 * @param scale how much of the lab's time passes in a second; packets are as fast as they are
 */
record Pace(double scale) implements Passage {
  private static final long BEGIN = System.nanoTime();
  private static final int TWO_MINUTES = 120;

  Pace {
    if (!(scale >= 1 && scale <= 1_000)) {
      throw new IllegalArgumentException("A time scale is 1 to 1000, found " + scale);
    }
  }

  /** For reports: "60: 2 minutes become 2 s". */
  String words() {
    return "%s: 2 minutes become %s s".formatted(number(scale), number(TWO_MINUTES / scale));
  }

  private static String number(double value) {
    return new BigDecimal(value).round(new MathContext(2)).stripTrailingZeros().toPlainString();
  }

  Duration real(Duration labTime) {
    return Duration.ofNanos((long) (labTime.toNanos() / scale));
  }

  /** How long who waits for that time really waits. */
  Duration waiting(Duration labTime) {
    return Duration.ofMillis(Math.max(1, real(labTime).toMillis()));
  }

  @Override
  public long nanos() {
    return (long) ((System.nanoTime() - BEGIN) * scale);
  }

  @Override
  public void run(String name, Runnable work) {
    Background.run(name, work::run);
  }

  @Override
  public void pass(Duration labTime) {
    try {
      Thread.sleep(waiting(labTime).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("The run was interrupted", e);
    }
  }
}
