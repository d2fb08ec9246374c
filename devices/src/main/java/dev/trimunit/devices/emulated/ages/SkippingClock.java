// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.ages;

import dev.trimunit.devices.gateway.policy.LabTimeline;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** The lab's time for a device that grows old: what it only waits for is skipped. */
public final class SkippingClock implements MappedClock {
  /** What a contact with a real server takes, with the program that makes it; roughly. */
  private static final Duration CONTACT = Duration.ofMillis(250);

  /** More of real time is no step of a trial any more. */
  private static final Duration LONGEST_REAL = Duration.ofMinutes(10);

  private static final long TOLERATED_MILLIS = 1_000;

  private final String device;
  private final SharedTime shared;
  private final Turns turns;
  private final Predicate<Instant> lives;
  private final double contactsADay;
  private final LongSupplier nanos;

  /**
   * @param lives lets the device live until a moment; false if it has no power
   * @param contactsADay how many it makes of its own accord
   * @param nanos the machine's clock that nobody can set
   */
  public SkippingClock(
      String device,
      SharedTime shared,
      Turns turns,
      Predicate<Instant> lives,
      double contactsADay,
      LongSupplier nanos) {
    this.device = device;
    this.shared = shared;
    this.turns = turns;
    this.lives = lives;
    this.contactsADay = contactsADay;
    this.nanos = nanos;
  }

  @Override
  public Instant now() {
    return shared.now();
  }

  @Override
  public Instant lab(Instant shown) {
    return shared.at(shown);
  }

  /** Who skips says so in a file. */
  @Override
  public LabTimeline passing(Duration duration) {
    return LabTimeline.by(shared.file());
  }

  @Override
  public void pass(Duration duration) {
    turns.during(device, () -> live(now().plus(duration)));
  }

  private void live(Instant until) {
    Instant begin = shared.machine();
    long since = nanos.getAsLong();
    if (!lives.test(until)) {
      shared.skipTo(until);
    }
    long passed = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - since);
    long shown = Duration.between(begin, shared.machine()).toMillis();
    if (Math.abs(shown - passed) > TOLERATED_MILLIS) {
      throw new LabFault("The clock jumped: %d ms passed, it shows %d ms".formatted(passed, shown));
    }
  }

  @Override
  public void resume(Instant end) {
    turns.during(device, () -> shared.skipTo(end));
  }

  @Override
  public boolean passesDays() {
    return true;
  }

  @Override
  public Optional<String> obstacle(Duration time) {
    long contacts = Math.round(contactsADay * time.toHours() / 24);
    Duration real = CONTACT.multipliedBy(contacts);
    return real.compareTo(LONGEST_REAL) <= 0
        ? Optional.empty()
        : Optional.of(
            "%s are some %,d contacts of %s with real servers, which takes about %s here; at most %s may pass. Run it on the simulated lab (trimunit.lab=simulated), write a shorter time, or let its file contact things less often ('every')"
                .formatted(
                    Durations.words(time),
                    contacts,
                    device,
                    Durations.words(Duration.ofMinutes(real.toMinutes())),
                    Durations.words(LONGEST_REAL)));
  }
}
