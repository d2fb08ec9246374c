// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.ages;

import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.FunctionalityModel;
import dev.trimunit.devices.files.LifeModel;
import dev.trimunit.devices.files.Need;
import dev.trimunit.devices.life.DeviceClock;
import dev.trimunit.devices.life.Tokens;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** What happens to a device with power while days pass: its clock and logins. Thread-safe. */
public final class Life {
  /** A login that could not be renewed is tried again after this. */
  private static final Duration AGAIN = Duration.ofHours(1);

  /** A device does not notice that its clock was corrected by less. */
  private static final Duration NOTICED = Duration.ofSeconds(1);

  private final LifeModel model;
  private final Timeline time;
  private final SharedTime shared;
  private final FakeTime fake;
  private final Path authority;
  private final Keepsake keepsake;
  private final DeviceClock clock;
  private final Tokens tokens;
  private final List<Runnable> corrected = new ArrayList<>();

  /** Power returns. */
  public Life(
      LifeModel model,
      Timeline time,
      SharedTime shared,
      FakeTime fake,
      Path authority,
      Keepsake keepsake) {
    this.model = model;
    this.time = time;
    this.shared = shared;
    this.fake = fake;
    this.authority = authority;
    this.keepsake = keepsake;
    this.clock =
        keepsake
            .clock()
            .map(state -> new DeviceClock(model.clock(), time::now, state))
            .orElseGet(() -> new DeviceClock(model.clock(), time::now));
    this.tokens = new Tokens(model.tokens(), time::now, keepsake.tokens());
    clock.powerOn();
  }

  /** Power is lost; what the device has without it is kept. */
  public synchronized void powerOff() {
    clock.powerOff();
    keepsake.keep(clock.state(), tokens.issued());
  }

  /** What the device takes for the time. */
  public synchronized Instant now() {
    return clock.now();
  }

  /** Whom it trusts, if it checks dates. */
  public Path authority() {
    return authority;
  }

  /** A command whose time is what the device takes for it. */
  public List<String> inOwnTime(List<String> command) {
    return fake.shift(aheadOfMachine(), command);
  }

  private synchronized Duration aheadOfMachine() {
    return Duration.between(shared.machine(), clock.now());
  }

  /** The device begins to talk. */
  public synchronized void wake() {
    clock.wake();
  }

  /** Whether a condition over clocks and logins holds; others are not its business. */
  public synchronized boolean holds(Need need) {
    if (need instanceof Need.Clock right) {
      return clock.ahead().abs().compareTo(right.within()) <= 0;
    }
    return need instanceof Need.Token token && tokens.isValid(token.id());
  }

  /** A contact was answered. */
  public synchronized void answered(ContactModel contact) {
    tokens.answered(contact.id());
  }

  /** An answer tells the time. */
  public void told(ContactModel contact, Instant told) {
    LifeModel.TimeUse use = contact.timeUse();
    if (use.sets() && wrong(told).compareTo(use.within()) >= 0) {
      set(told);
    }
  }

  private synchronized Duration wrong(Instant told) {
    return Duration.between(clock.now(), told).abs();
  }

  /** Somebody tells the device the lab's time. */
  public void setRight() {
    set(time.now());
  }

  private void set(Instant told) {
    boolean notices = wrong(told).compareTo(NOTICED) >= 0;
    synchronized (this) {
      clock.set(told);
    }
    if (notices) {
      corrected.forEach(Runnable::run);
    }
  }

  /** The device is up: logins are renewed, and what has a time of day is done. */
  public void begin(
      Collection<FunctionalityModel> functionalities,
      Predicate<Need> holds,
      BiConsumer<String, Boolean> switches,
      Predicate<String> contact) {
    model
        .tokens()
        .forEach((id, token) -> time.run("token-" + id, () -> refresh(id, token, contact)));
    functionalities.stream()
        .filter(functionality -> functionality.daily() != null)
        .map(functionality -> new DailyHabit(functionality, this, time, holds, switches))
        .forEach(
            habit -> {
              corrected.add(habit::plan);
              habit.plan();
            });
  }

  private void refresh(String id, LifeModel.Token token, Predicate<String> contact) {
    while (true) {
      Duration left = untilRefresh(id);
      if (!left.isZero()) {
        time.pass(left);
      } else if (!contact.test(token.from())) {
        time.pass(AGAIN);
      }
    }
  }

  private synchronized Duration untilRefresh(String id) {
    return tokens.untilRefresh(id);
  }
}
