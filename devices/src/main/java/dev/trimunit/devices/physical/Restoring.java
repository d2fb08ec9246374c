// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.linux.MachineClock;
import dev.trimunit.devices.power.Outlet;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Switches on again what a run has left off, and says what it did. */
final class Restoring {
  /** How long it is tried. */
  static final Duration PATIENCE = Duration.ofSeconds(45);

  /** What the run had begun to switch may be switched that long after its end. */
  private static final Duration AFTER = Duration.ofSeconds(20);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Outlet outlet;
  private final LabClock clock;
  private final Words words;
  private final Consumer<String> told;

  /**
   * What is said.
   *
   * @param done if it was off
   * @param failed if it could not be switched on
   */
  record Words(String done, String failed) {
    static final Words POWER =
        new Words(
            "had no power, and was switched on", "it may be without power: switch it on by hand");
    static final Words WIFI =
        new Words("was off, and was switched on", "it may be off: switch it on by hand");
  }

  Restoring(Outlet outlet, Words words, Consumer<String> told) {
    this(outlet, new MachineClock(), words, told);
  }

  Restoring(Outlet outlet, LabClock clock, Words words, Consumer<String> told) {
    this.outlet = outlet;
    this.clock = clock;
    this.words = words;
    this.told = told;
  }

  /**
   * Returns when it has power for sure, or could not be given it.
   *
   * @param underWay whether it may be switched without us: the run had just said so
   */
  void restore(boolean underWay) {
    Instant begin = clock.now();
    Instant sure = underWay ? begin.plus(AFTER) : begin;
    String last = "";
    while (true) {
      String fault = attempt();
      if (!fault.equals(last) && !fault.isEmpty()) {
        told.accept(fault);
      }
      last = fault;
      Instant now = clock.now();
      if (fault.isEmpty() && !now.isBefore(sure)) {
        return;
      }
      if (now.isAfter(begin.plus(PATIENCE))) {
        told.accept(words.failed());
        return;
      }
      clock.pass(PAUSE);
    }
  }

  /** What went wrong; empty if it has power. */
  private String attempt() {
    try {
      if (!outlet.isOn()) {
        outlet.switchOn();
        told.accept(words.done());
      }
      return "";
    } catch (LabFault e) {
      return String.valueOf(e.getMessage());
    }
  }
}
