// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.util.function.LongSupplier;

/**
 * What one client may take of the resolver: queries per second, and queries that wait for an
 * upstream at once. What exceeds it is dropped, so that a flood of one device starves no other.
 * Thread-safe.
 */
final class Budget {
  private static final double NANOS = 1e9;
  private final LongSupplier nanos;
  private final double perSecond;
  private final double burst;
  private final int mostWaiting;
  private double tokens;
  private long last;
  private int waiting;
  private long refused;

  Budget(LongSupplier nanos, double perSecond, int mostWaiting) {
    this.nanos = nanos;
    this.perSecond = perSecond;
    this.burst = Math.max(1, perSecond);
    this.mostWaiting = mostWaiting;
    this.tokens = burst;
    this.last = nanos.getAsLong();
  }

  /** Takes one query from the second's share. */
  synchronized boolean take() {
    long now = nanos.getAsLong();
    tokens = Math.min(burst, tokens + Math.max(0, now - last) / NANOS * perSecond);
    last = now;
    if (tokens < 1) {
      refused++;
      return false;
    }
    tokens--;
    return true;
  }

  /** Begins to wait for an upstream, if not too many do. */
  synchronized boolean beginWaiting() {
    if (waiting >= mostWaiting) {
      refused++;
      return false;
    }
    waiting++;
    return true;
  }

  synchronized void endWaiting() {
    waiting--;
  }

  synchronized long refused() {
    return refused;
  }
}
