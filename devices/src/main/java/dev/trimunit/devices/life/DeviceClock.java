// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.life;

import dev.trimunit.devices.files.LifeModel;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a device takes for the time. It drifts, stands still or falls back as the device's file
 * says; without a word there it is always right. Servers, DNS and the phone have the true time.
 */
public final class DeviceClock {
  /** How long a device stays awake after it began to talk. */
  private static final Duration AWAKE = Duration.ofSeconds(10);

  private final LifeModel.@Nullable Clock model;
  private final Supplier<Instant> truth;

  /** What it showed, and when that was. */
  private Instant shown;

  private Instant since;
  private Instant awakeUntil;
  private Instant saved;
  private Instant poweredOn;

  /**
   * What a clock keeps, for one that goes on elsewhere.
   *
   * @param shown what it showed
   * @param since when that was
   * @param saved what was saved last
   * @param poweredOn when power returned last
   */
  public record State(Instant shown, Instant since, Instant saved, Instant poweredOn) {}

  /** One that is right so far. */
  public DeviceClock(LifeModel.@Nullable Clock model, Supplier<Instant> truth) {
    this(model, truth, right(truth.get()));
  }

  /** One that goes on. */
  public DeviceClock(LifeModel.@Nullable Clock model, Supplier<Instant> truth, State state) {
    this.model = model;
    this.truth = truth;
    since = state.since();
    shown = state.shown();
    saved = state.saved();
    poweredOn = state.poweredOn();
    awakeUntil = since;
  }

  private static State right(Instant now) {
    return new State(now, now, now, now);
  }

  /** What it keeps. */
  public State state() {
    return new State(shown, since, saved, poweredOn);
  }

  /** What it shows. */
  public Instant now() {
    if (model == null) {
      return truth.get();
    }
    Instant now = truth.get();
    Duration elapsed = Duration.between(since, now);
    Duration awake = model.asleep() == 0 ? elapsed : between(elapsed, awakeUntil);
    double gained =
        awake.toNanos() * (1 + model.runs())
            + elapsed.minus(awake).toNanos() * (1 + model.runs()) * (1 - model.asleep());
    shown = shown.plusNanos(Math.round(gained));
    since = now;
    return shown;
  }

  private Duration between(Duration elapsed, Instant until) {
    Duration left = Duration.between(since, until);
    return left.isNegative() ? Duration.ZERO : left.compareTo(elapsed) < 0 ? left : elapsed;
  }

  /** The device begins to talk. */
  public void wake() {
    now();
    awakeUntil = since.plus(AWAKE);
  }

  /** Somebody told the time; it is saved at once. */
  public void set(Instant time) {
    now();
    shown = time;
    saved = time;
  }

  /** By how much it is ahead of the true time; negative if behind. */
  public Duration ahead() {
    Instant shows = now();
    return Duration.between(truth.get(), shows);
  }

  /** Power is lost. */
  public void powerOff() {
    if (model != null) {
      Instant shows = now();
      Duration on = Duration.between(poweredOn, since);
      long saves = on.dividedBy(model.saves());
      if (saves > 0) {
        saved = shows.minus(on.minus(model.saves().multipliedBy(saves)));
      }
    }
  }

  /** Power returns. */
  public void powerOn() {
    if (model != null) {
      Duration off = Duration.between(since, truth.get());
      Instant kept = now();
      poweredOn = since;
      shown =
          switch (model.atPowerOn()) {
            case SAVED -> saved;
            case EPOCH -> Instant.EPOCH;
            case KEPT -> off.compareTo(model.kept()) <= 0 ? kept : Instant.EPOCH;
            case BUILD -> model.built();
          };
    }
  }
}
