// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.lab.CompanionApp;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.Durations;
import java.time.Duration;
import java.time.Instant;

/**
 * What makes a device grow old in a trial; injected into step classes. Each of these acts, and so
 * begins the trial. Only a lab of virtual time can let days pass: the engine refuses specs with
 * such steps elsewhere, before anything is run. A time of more than 3,660 days is refused with an
 * {@link IllegalArgumentException}.
 */
public final class Ageing {
  /** How often an owner looks at the app. */
  private static final Duration BETWEEN_LOOKS = Duration.ofDays(1);

  private static final Duration LONGEST = Duration.ofDays(3_660);

  private final Trial trial;
  private final PhysicalTrial physical;

  Ageing(Trial trial, PhysicalTrial physical) {
    this.trial = trial;
    this.physical = physical;
  }

  /** Time passes; the owner opens the app once a day, and uses nothing. */
  public void pass(Duration time) {
    begin(time);
    Duration left = time;
    while (left.compareTo(BETWEEN_LOOKS) >= 0) {
      physical.age(BETWEEN_LOOKS);
      trial.stale();
      trial.app();
      trial.putDown();
      physical.note(DeviceTimer.Kind.APP);
      left = left.minus(BETWEEN_LOOKS);
    }
    physical.age(left);
    trial.stale();
  }

  /** Time passes, and nobody touches the device or opens the app, which was opened before that. */
  public void passUnused(Duration time) {
    begin(time);
    trial.watch();
    trial.putDown();
    physical.age(time);
    trial.stale();
  }

  /** Time passes until then, if that is still to come. */
  public void passUntil(Instant then) {
    Duration time = Duration.between(now(), then);
    if (!time.isNegative()) {
      begin(time);
      physical.age(time);
    }
  }

  /** The lab's time; a device's own may be another. */
  public Instant now() {
    return trial.clock().now();
  }

  /**
   * The companion app as it was left open: one that is opened may do to the device what nobody
   * looked for, as setting its clock.
   */
  public CompanionApp watch() {
    return trial.watch();
  }

  private void begin(Duration time) {
    if (!physical.passesDays()) {
      throw new LabFault(
          "%s cannot pass here: the time of this lab is real".formatted(Durations.words(time)));
    }
    if (time.compareTo(LONGEST) > 0) {
      throw new SpecMistake(
          "%s are longer than a trial may last, which is %s"
              .formatted(Durations.words(time), Durations.words(LONGEST)));
    }
    physical
        .obstacle(time)
        .ifPresent(
            why -> {
              throw new SpecMistake(why);
            });
    trial.begin();
  }
}
