// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.ages;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/**
 * How time passes for a device that grows old. What it does takes as long as it takes; while it
 * only waits, time is skipped to whatever it waits for first.
 */
public final class Timeline implements Passage {
  private static final long TICK_MILLIS = 5;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  private final SharedTime shared;
  private final Instant begin;

  /** What is waited for, and by how many. */
  private final TreeMap<Instant, Integer> awaited = new TreeMap<>();

  /** How much is done that is no waiting. */
  private int busy;

  /** One that goes by the lab's time. */
  public Timeline(SharedTime shared) {
    this.shared = shared;
    this.begin = shared.now();
  }

  /** The lab's time. */
  public Instant now() {
    return shared.now();
  }

  @Override
  public long nanos() {
    return Duration.between(begin, now()).toNanos();
  }

  @Override
  public synchronized void pass(Duration labTime) {
    Instant until = now().plus(labTime);
    awaited.merge(until, 1, Integer::sum);
    busy--;
    notifyAll();
    try {
      while (now().isBefore(until)) {
        tick();
      }
    } finally {
      awaited.computeIfPresent(until, (when, many) -> many == 1 ? null : many - 1);
      busy++;
    }
  }

  @Override
  public void run(String name, Runnable work) {
    change(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } finally {
                change(-1);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public boolean within(Duration patience, BooleanSupplier work) {
    AtomicBoolean over = new AtomicBoolean();
    AtomicBoolean worked = new AtomicBoolean();
    run(
        "use",
        () -> {
          worked.set(work.getAsBoolean());
          over.set(true);
        });
    advance(over::get, now().plus(patience));
    return over.get() && worked.get();
  }

  /**
   * Who waits for it waits for a time: were he counted as idle, time would be skipped between the
   * moment at which the lock is free and the one at which he has it.
   */
  @Override
  public void acquire(Lock lock) {
    while (!lock.tryLock()) {
      pass(BETWEEN_TRIES);
    }
  }

  private synchronized void change(int by) {
    busy += by;
    notifyAll();
  }

  /**
   * Lets time pass until something is so, or until a moment; only who may skip time calls this, in
   * a thread that does nothing else.
   */
  public synchronized void advance(BooleanSupplier over, Instant until) {
    while (!over.getAsBoolean() && now().isBefore(until)) {
      Instant next =
          awaited.isEmpty() || awaited.firstKey().isAfter(until) ? until : awaited.firstKey();
      if (busy == 0 && now().isBefore(next)) {
        shared.skipTo(next);
        notifyAll();
      } else {
        tick();
      }
    }
  }

  /** Its callers look in a loop. */
  @SuppressWarnings("WaitNotInLoop")
  private void tick() {
    try {
      wait(TICK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The device's process was interrupted", e);
    }
  }
}
