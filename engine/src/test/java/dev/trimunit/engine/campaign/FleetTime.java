// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.sharing.PhoneQueue;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Virtual time that the threads of several devices share. It goes on when every device passes time
 * or waits for something that no other can give it at this moment.
 */
final class FleetTime {
  private final PhoneQueue locks;
  private final PriorityQueue<Sleeper> sleepers =
      new PriorityQueue<>(
          Comparator.comparingLong(Sleeper::until).thenComparingLong(Sleeper::turn));
  private int alive;
  private long now;
  private long turns;

  private static final class Sleeper {
    private final long until;
    private final long turn;
    private final Thread thread = Thread.currentThread();
    private volatile boolean awake;

    Sleeper(long until, long turn) {
      this.until = until;
      this.turn = turn;
    }

    void sleep() {
      while (!awake) {
        LockSupport.park(this);
      }
    }

    void wake() {
      awake = true;
      LockSupport.unpark(thread);
    }

    long until() {
      return until;
    }

    long turn() {
      return turn;
    }
  }

  FleetTime(PhoneQueue locks, int devices) {
    this.locks = locks;
    this.alive = devices;
  }

  /** Milliseconds since the begin. */
  synchronized long now() {
    return now;
  }

  /** Passes time on the calling device's thread. */
  void pass(Duration time) {
    add(time).sleep();
  }

  private synchronized Sleeper add(Duration time) {
    Sleeper sleeper = new Sleeper(now + time.toMillis(), turns++);
    sleepers.add(sleeper);
    return sleeper;
  }

  /** A device's campaign is over. */
  synchronized void end() {
    alive--;
  }

  /** Lets time pass until every campaign is over; on a thread of its own. */
  void run() {
    while (goOn()) {
      LockSupport.parkNanos(10_000);
    }
  }

  private synchronized boolean goOn() {
    // First who waits, then whether any of them could go: so nobody is overlooked.
    while (!sleepers.isEmpty() && sleepers.size() + locks.waiting() == alive && locks.settled()) {
      Sleeper first = sleepers.remove();
      now = first.until;
      first.wake();
    }
    return alive > 0;
  }
}
