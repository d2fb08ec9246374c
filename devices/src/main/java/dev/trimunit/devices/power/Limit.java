// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;

/** How long an outlet may take in all, for whatever is done to switch it and to read it back. */
final class Limit {
  private static final Duration LEAST = Duration.ofMillis(1);
  private final Duration whole;
  private final long start = System.nanoTime();

  Limit(Duration whole) {
    this.whole = whole;
  }

  /** What is left; at least a millisecond, because 0 means "for ever" to some. */
  Duration left() {
    Duration left = whole.minusNanos(System.nanoTime() - start);
    return left.compareTo(LEAST) < 0 ? LEAST : left;
  }

  int leftMillis() {
    return Math.toIntExact(left().toMillis());
  }

  boolean isOver() {
    return left().equals(LEAST);
  }

  /** Waits, but not longer than is left. */
  void pause(Duration time) {
    try {
      Thread.sleep(Math.min(time.toMillis(), leftMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("the run was interrupted", e);
    }
  }

  /** The limit as a whole, for people: {@code 10 s}. */
  @Override
  public String toString() {
    return whole.toMillis() % 1000 == 0 ? whole.toSeconds() + " s" : whole.toMillis() + " ms";
  }
}
