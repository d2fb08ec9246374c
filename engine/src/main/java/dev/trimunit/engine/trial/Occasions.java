// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.Insight;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.DeviceTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a device does seldom, as steps see it; injected into step classes. A claim that ends with
 * such a step is put to the test only if there was an occasion: an update that the device could
 * have got, an alarm. Only a lab of models knows; the engine refuses specs with such steps
 * elsewhere, before anything is run.
 */
public final class Occasions {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Trial trial;
  private final PhysicalTrial physical;
  private @Nullable Alarm alarm;

  private record Alarm(Instant at, Supplier<Optional<Instant>> arrived) {}

  Occasions(Trial trial, PhysicalTrial physical) {
    this.trial = trial;
    this.physical = physical;
  }

  /**
   * The version of the firmware that the device runs now. Before the trial has begun it is read as
   * a condition of the trial, and begins none.
   */
  public String firmware() {
    if (physical.hasBegun()) {
      read();
    }
    return insight().firmware();
  }

  /** The version was read, in this way or another. */
  public void read() {
    physical.note(DeviceTimer.Kind.VERSION);
  }

  /** The companion app is ended, and the phone asleep. */
  public void closeApp() {
    trial.closeApp();
  }

  /**
   * What the device is there to notice happens; begins the trial.
   *
   * @param event as the device's file calls it; empty if there is one only
   */
  public void setOff(String event) {
    trial.begin();
    Insight insight = insight();
    alarm = new Alarm(trial.clock().now(), insight.setOff(event, trial.openAt()));
    physical.note(DeviceTimer.Kind.ALARM);
  }

  /**
   * Waits for the notification of what was set off last.
   *
   * @param within counted from when it was set off
   * @return how long it took; empty if it did not arrive in time
   * @throws AssertionError if nothing was set off
   */
  public Optional<Duration> awaitNotification(Duration within) {
    Alarm raised = alarm;
    if (raised == null) {
      throw new AssertionError(
          "Nothing was set off, so there is no notification to wait for: write 'When the %s is set off' before"
              .formatted(trial.device().noun()));
    }
    Instant end = raised.at().plus(within);
    while (raised.arrived().get().isEmpty() && trial.clock().now().isBefore(end)) {
      trial.clock().pass(PAUSE);
    }
    Optional<Instant> arrived = raised.arrived().get().filter(at -> !at.isAfter(end));
    arrived.ifPresent(at -> physical.note(DeviceTimer.Kind.NOTIFICATION));
    return arrived.map(at -> Duration.between(raised.at(), at));
  }

  private Insight insight() {
    return physical
        .insight()
        .orElseThrow(
            () -> new LabFault("This lab does not know what its devices run: it has no models"));
  }
}
