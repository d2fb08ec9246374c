// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What clients of one kind take of the resolver. Devices under test have their own, so that
 * whatever strangers do, who may be as many as they like, takes nothing from them. Thread-safe.
 */
final class ClientShares {
  /** Of clients; the one that was silent for longest is forgotten. */
  static final int MOST_REMEMBERED = 4_096;

  static final int MOST_STATIONS_WAITING = 512;
  static final int MOST_STATIONS_CONNECTIONS = 256;
  static final int MOST_STRANGERS_WAITING = 256;
  static final int MOST_STRANGERS_CONNECTIONS = 64;

  private final Map<Object, Budget> budgets = new LeastRecentlyUsed<>(MOST_REMEMBERED);
  private final ResolverLimits limits;
  private final LongSupplier nanos;

  /** Queries that wait for an upstream, each in a thread. */
  private final Places waiting;

  /** Connections over TCP. */
  private final Places connections;

  private ClientShares(
      ResolverLimits limits, LongSupplier nanos, Places waiting, Places connections) {
    this.limits = limits;
    this.nanos = nanos;
    this.waiting = waiting;
    this.connections = connections;
  }

  /**
   * @param stations how many there are
   */
  static ClientShares ofStations(int stations, ResolverLimits limits, LongSupplier nanos) {
    return new ClientShares(
        limits,
        nanos,
        Places.among(stations, MOST_STATIONS_WAITING, limits.waiting()),
        Places.among(stations, MOST_STATIONS_CONNECTIONS, limits.connections()));
  }

  static ClientShares ofStrangers(ResolverLimits limits, LongSupplier nanos) {
    return new ClientShares(
        limits,
        nanos,
        Places.forAnybody(MOST_STRANGERS_WAITING, limits.waiting()),
        Places.forAnybody(MOST_STRANGERS_CONNECTIONS, limits.connections()));
  }

  Budget budget(Client client) {
    synchronized (budgets) {
      return budgets.computeIfAbsent(
          client.identity(), identity -> new Budget(nanos, limits.queriesPerSecond()));
    }
  }

  Places waiting() {
    return waiting;
  }

  Places connections() {
    return connections;
  }
}
