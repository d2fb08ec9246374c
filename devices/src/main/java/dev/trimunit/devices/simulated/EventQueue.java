// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * Discrete events on virtual time; those of one instant run in the order in which they were
 * planned.
 */
final class EventQueue {
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private Instant now;
  private long planned;

  EventQueue(Instant start) {
    now = start;
  }

  Instant now() {
    return now;
  }

  /** Plans an event. */
  void after(Duration delay, Runnable action) {
    Duration wait = delay.isNegative() ? Duration.ZERO : delay;
    events.add(new Event(now.plus(wait), planned++, action));
  }

  /** Lets time pass. */
  void pass(Duration duration) {
    Instant end = now.plus(duration);
    while (!events.isEmpty() && !events.peek().time().isAfter(end)) {
      runNext();
    }
    now = end;
  }

  /** Lets time pass until something has happened, at most for a while. */
  void passUntil(BooleanSupplier happened, Duration limit) {
    Instant end = now.plus(limit);
    while (!happened.getAsBoolean()) {
      if (events.isEmpty() || events.peek().time().isAfter(end)) {
        now = end;
        return;
      }
      runNext();
    }
  }

  private void runNext() {
    Event event = events.remove();
    now = event.time();
    event.action().run();
  }

  private record Event(Instant time, long number, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int times = time.compareTo(other.time);
      return times != 0 ? times : Long.compare(number, other.number);
    }
  }
}
