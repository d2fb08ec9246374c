// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.time.Duration;

/**
 * What one client may take.
 *
 * @param queriesPerSecond more are dropped
 * @param waiting how many of its queries may wait for an upstream at once
 * @param connections how many TCP connections it may hold
 * @param message how long a message over TCP may take as a whole, in either direction; a connection
 *     without one may last twice as long
 */
public record ResolverLimits(
    double queriesPerSecond, int waiting, int connections, Duration message) {
  /** Ten times what the busiest known device asks. */
  private static final int MOST_QUERIES_PER_SECOND = 200;

  private static final int MOST_WAITING = 64;
  private static final int MOST_CONNECTIONS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** For a device, or whoever else is on its LAN. */
  public static final ResolverLimits DEFAULT =
      new ResolverLimits(MOST_QUERIES_PER_SECOND, MOST_WAITING, MOST_CONNECTIONS);

  /** With as long for a message as in {@link #DEFAULT}. */
  public ResolverLimits(double queriesPerSecond, int waiting, int connections) {
    this(queriesPerSecond, waiting, connections, PATIENCE);
  }
}
