// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import java.util.function.Consumer;

/** Waits for several results; tells whether all of them were good. */
final class Countdown {
  private final Consumer<Boolean> done;
  private int left;
  private boolean good = true;

  /** With nothing to wait for, it is done at once. */
  Countdown(int parts, Consumer<Boolean> done) {
    this.left = parts;
    this.done = done;
    if (parts == 0) {
      done.accept(true);
    }
  }

  void count(boolean result) {
    good &= result;
    left--;
    if (left == 0) {
      done.accept(good);
    }
  }
}
