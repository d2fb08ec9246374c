// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.engine.model.DeviceTimer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What comes round in a device's life, counted. */
final class Timers {
  private final Map<Key, Long> elapsed = new LinkedHashMap<>();

  private record Key(DeviceTimer.Kind kind, String name) {}

  /** There is such a timer. */
  void know(DeviceTimer.Kind kind, String name) {
    elapsed.putIfAbsent(new Key(kind, name), 0L);
  }

  /** It elapsed once more. */
  void elapsed(DeviceTimer.Kind kind, String name) {
    elapsed.merge(new Key(kind, name), 1L, Long::sum);
  }

  /** What was counted so far. */
  Mark mark() {
    return new Mark(Map.copyOf(elapsed));
  }

  /** A time from which somebody counts. */
  final class Mark {
    private final Map<Key, Long> before;

    private Mark(Map<Key, Long> before) {
      this.before = before;
    }

    List<DeviceTimer> since() {
      return elapsed.entrySet().stream()
          .map(
              entry ->
                  new DeviceTimer(
                      entry.getKey().kind(),
                      entry.getKey().name(),
                      entry.getValue() - before.getOrDefault(entry.getKey(), 0L)))
          .toList();
    }
  }
}
