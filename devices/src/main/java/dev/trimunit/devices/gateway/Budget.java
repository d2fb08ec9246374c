// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.util.function.LongSupplier;

/**
 * How many queries per second one client may ask. What exceeds it is dropped, so that a flood of
 * one device starves no other. Thread-safe.
 */
final class Budget {
  private static final double NANOS = 1e9;
  private final LongSupplier nanos;
  private final double perSecond;
  private final double burst;
  private double tokens;
  private long last;
  private long refused;

  Budget(LongSupplier nanos, double perSecond) {
    this.nanos = nanos;
    this.perSecond = perSecond;
    this.burst = Math.max(1, perSecond);
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

  /** Counts a query that was dropped for another reason. */
  synchronized void refuse() {
    refused++;
  }

  synchronized long refused() {
    return refused;
  }
}
