// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.util.HashMap;
import java.util.Map;

/**
 * Places that clients share, of threads or of connections, so that however many take all that they
 * can get, the next one finds some. Thread-safe.
 */
final class Places {
  /** Of what is free, a client may hold so small a part. */
  private static final int PART = 8;

  private final int mostEach;
  private final boolean anybody;
  private final Map<Object, Integer> held = new HashMap<>();
  private int free;

  private Places(int all, int mostEach, boolean anybody) {
    this.free = all;
    this.mostEach = mostEach;
    this.anybody = anybody;
  }

  /**
   * For clients who are known beforehand: each has its part for itself.
   *
   * @param all how many places there are; more if there are more clients
   * @param mostEach how many one client may hold, however few clients there are
   */
  static Places among(int clients, int all, int mostEach) {
    int each = Math.max(1, all / Math.max(1, clients));
    return new Places(Math.max(all, clients), Math.min(mostEach, each), false);
  }

  /** For whoever comes: the more are taken, the fewer one client may hold. */
  static Places forAnybody(int all, int mostEach) {
    return new Places(all, mostEach, true);
  }

  /** Takes one for a client, if it may have one more. */
  synchronized boolean take(Object client) {
    int its = held.getOrDefault(client, 0);
    if (free == 0 || its >= mostEach || (anybody && its * PART >= free)) {
      return false;
    }
    held.put(client, its + 1);
    free--;
    return true;
  }

  /** Gives one back. */
  synchronized void leave(Object client) {
    held.computeIfPresent(client, (key, its) -> its > 1 ? Integer.valueOf(its - 1) : null);
    free++;
  }
}
