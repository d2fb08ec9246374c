// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of bounded size: the entry that was longest not asked for goes first. */
final class LeastRecentlyUsed<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;
  private final int most;

  LeastRecentlyUsed(int most) {
    super(16, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
