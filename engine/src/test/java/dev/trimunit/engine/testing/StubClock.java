// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.testing;

import dev.trimunit.engine.lab.LabClock;
import java.time.Duration;
import java.time.Instant;

/** Virtual time that passes only when told. */
public final class StubClock implements LabClock {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void pass(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public void resume(Instant end) {
    now = end;
  }

  /** Makes the clock jump; negative for back. */
  public void step(Duration by) {
    now = now.plus(by);
  }
}
