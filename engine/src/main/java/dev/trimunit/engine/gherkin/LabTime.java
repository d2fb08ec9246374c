// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Cucumber's clock shows the lab's time. */
final class LabTime extends Clock {
  private final Supplier<@Nullable StepRecorder> recorder;

  LabTime(Supplier<@Nullable StepRecorder> recorder) {
    this.recorder = recorder;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public Instant instant() {
    StepRecorder recording = recorder.get();
    return recording == null ? Instant.EPOCH : recording.now();
  }
}
