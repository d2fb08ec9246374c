// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.time.Instant;

/** The lab's clock, watched: a trial whose clock was set or whose machine slept proves nothing. */
final class SteadyClock implements LabClock {
  /** A busy machine may wake late; a longer delay means that it slept or that its clock was set. */
  private static final Duration LATEST = Duration.ofMinutes(1);

  private final LabClock clock;
  private Instant last;
  private String fault = "";
  private volatile boolean passes;

  SteadyClock(LabClock clock) {
    this.clock = clock;
    this.last = clock.now();
  }

  @Override
  public Instant now() {
    Instant now = clock.now();
    if (now.isBefore(last)) {
      note("The lab's clock stepped back from %s to %s".formatted(last, now));
    }
    last = now;
    return now;
  }

  @Override
  public void pass(Duration duration) {
    Instant before = now();
    passes = true;
    try {
      clock.pass(duration);
    } catch (LabFault interrupted) {
      note(String.valueOf(interrupted.getMessage()));
      throw interrupted;
    } finally {
      passes = false;
    }
    Instant due = before.plus(duration);
    Instant now = now();
    if (now.isBefore(due) || now.isAfter(due.plus(LATEST))) {
      note("The lab's clock showed %s when %s were to pass at %s".formatted(now, duration, before));
      throw new LabFault(fault);
    }
  }

  @Override
  public boolean isVirtual() {
    return clock.isVirtual();
  }

  /** Whether it lets time pass just now. */
  boolean passes() {
    return passes;
  }

  /** What was wrong with the clock, in a sentence; empty if nothing. */
  String fault() {
    return fault;
  }

  private void note(String sentence) {
    if (fault.isEmpty()) {
      fault = sentence;
    }
  }
}
