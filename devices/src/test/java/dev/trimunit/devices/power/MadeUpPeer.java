// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

/** A peer of the test's own making, which knows itself whether it is on, and how it behaves. */
abstract class MadeUpPeer extends Peer {
  private volatile boolean on;
  private volatile Mood mood = Mood.HONEST;

  enum Mood {
    HONEST,
    LYING,
    TALKING_NONSENSE,
    GONE
  }

  /** Switches it, unless it lies; whether it is on now. */
  final boolean turn(boolean wanted) {
    on = is(Mood.LYING) ? on : wanted;
    return on;
  }

  final boolean is(Mood asked) {
    return mood == asked;
  }

  @Override
  final boolean isOn() {
    return on;
  }

  @Override
  final void isSwitched(boolean now) {
    on = now;
  }

  @Override
  final void lies() {
    mood = Mood.LYING;
  }

  @Override
  final void talksNonsense() {
    mood = Mood.TALKING_NONSENSE;
  }

  /** It is closed, too, where that is how it goes. */
  @Override
  void vanishes() {
    mood = Mood.GONE;
  }
}
