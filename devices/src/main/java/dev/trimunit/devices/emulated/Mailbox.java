// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where a device asks its cloud for orders, one at a time, and reports on the last one. */
final class Mailbox {
  /** How long a question waits for an order. */
  private static final long HOLD_MILLIS = 2_000;

  private long questions;
  private int waiting;
  private int number;
  private @Nullable Order order;

  private static final class Order {
    final int number;
    final String text;
    boolean taken;
    @Nullable String report;

    Order(int number, String text) {
      this.number = number;
      this.text = text;
    }
  }

  /** Whether the device asks right now. */
  synchronized boolean asked() {
    return waiting > 0;
  }

  /**
   * Hands an order over and waits for the report.
   *
   * @param patience how long the device may take to ask, in milliseconds
   * @param work how long it may take to report, from now on
   * @return empty if it does not ask, or does not report
   */
  synchronized Optional<String> hand(String text, long patience, long work) {
    Order mine = new Order(++number, text);
    order = mine;
    notifyAll();
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.max(patience, 100));
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(work);
    while (mine.report == null && pause(mine.taken ? end : until)) {
      // It waits until the device reports.
    }
    order = null;
    return Optional.ofNullable(mine.report);
  }

  /**
   * The device asks.
   *
   * @param report number and report of the last order; empty if there was none
   * @return number and text of the next one; empty if there is none for now
   */
  synchronized String ask(String report) {
    file(report);
    long mine = ++questions;
    notifyAll(); // an older question comes from a connection that nobody reads any more
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(HOLD_MILLIS);
    waiting++;
    try {
      while (questions == mine && (order == null || order.taken) && pause(until)) {
        // It waits until there is an order.
      }
    } finally {
      waiting--;
    }
    Order next = order;
    if (questions != mine || next == null || next.taken) {
      return "";
    }
    next.taken = true;
    return next.number + " " + next.text;
  }

  private void file(String report) {
    String[] words = report.split(" ", 2);
    Order last = order;
    if (last != null && words.length == 2 && words[0].equals(Integer.toString(last.number))) {
      last.report = words[1];
    }
  }

  /** Waits for a change; whether there is time left. Its callers look in a loop. */
  @SuppressWarnings("WaitNotInLoop")
  private boolean pause(long until) {
    long millis = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    if (millis <= 0) {
      return false;
    }
    try {
      wait(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
