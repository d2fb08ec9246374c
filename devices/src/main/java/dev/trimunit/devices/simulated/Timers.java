// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.engine.model.DeviceTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What comes round in a device's life, counted. */
final class Timers {
  private final Map<Key, Long> elapsed = new LinkedHashMap<>();

  /** When each did first since somebody counts. */
  private final Map<Key, List<Instant>> when = new HashMap<>();

  private final Supplier<Instant> now;

  private Supplier<Optional<Key>> held = Optional::empty;

  private Supplier<Optional<Duration>> clock = Optional::empty;

  Timers(Supplier<Instant> now) {
    this.now = now;
  }

  private record Key(DeviceTimer.Kind kind, String name) {}

  /** There is such a timer. */
  void know(DeviceTimer.Kind kind, String name) {
    elapsed.putIfAbsent(new Key(kind, name), 0L);
  }

  /** It elapsed once more. */
  void elapsed(DeviceTimer.Kind kind, String name) {
    Key key = new Key(kind, name);
    elapsed.merge(key, 1L, Long::sum);
    List<Instant> times = when.computeIfAbsent(key, none -> new ArrayList<>());
    if (times.size() < DeviceTimer.MOST_TIMES) {
      times.add(now.get());
    }
  }

  /** What holds on for a while counts once in a time in which it did not elapse. */
  void onHold(Supplier<Optional<String>> of, DeviceTimer.Kind kind) {
    held = () -> of.get().map(name -> new Key(kind, name));
  }

  /** How far off the device's clock is, which is told beside what is counted. */
  void onClock(Supplier<Duration> ahead) {
    clock = () -> Optional.of(ahead.get());
  }

  private Stream<DeviceTimer> clock() {
    return clock.get().stream()
        .map(
            ahead ->
                new DeviceTimer(
                    DeviceTimer.Kind.CLOCK,
                    ahead.isNegative() ? "behind" : "ahead",
                    ahead.abs().plusMillis(500).toSeconds()));
  }

  /** What was counted so far; there is one who counts from now on. */
  Mark mark() {
    when.clear();
    return new Mark(Map.copyOf(elapsed));
  }

  /** A time from which somebody counts. */
  final class Mark {
    private final Map<Key, Long> before;

    private Mark(Map<Key, Long> before) {
      this.before = before;
    }

    List<DeviceTimer> since() {
      Optional<Key> holdsOn = held.get();
      Stream<DeviceTimer> counted =
          elapsed.entrySet().stream()
              .map(
                  entry ->
                      new DeviceTimer(
                          entry.getKey().kind(),
                          entry.getKey().name(),
                          Math.max(
                              entry.getValue() - before.getOrDefault(entry.getKey(), 0L),
                              holdsOn.filter(entry.getKey()::equals).isPresent() ? 1 : 0),
                          when.getOrDefault(entry.getKey(), List.of())));
      return Stream.concat(counted, clock()).toList();
    }
  }
}
