// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.ages;

import dev.trimunit.devices.files.FunctionalityModel;
import dev.trimunit.devices.files.LifeModel;
import dev.trimunit.devices.files.Need;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Something that a device does by itself at a time of day, by its own clock, in UTC. */
final class DailyHabit {
  /** A clock may drift meanwhile, so that it is looked at now and then. */
  private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

  private static final Duration SHORTEST = Duration.ofMillis(100);

  private final FunctionalityModel functionality;
  private final LifeModel.Daily daily;
  private final Life life;
  private final Timeline time;
  private final Predicate<Need> holds;
  private final BiConsumer<String, Boolean> switches;
  private final AtomicInteger plans = new AtomicInteger();

  DailyHabit(
      FunctionalityModel functionality,
      Life life,
      Timeline time,
      Predicate<Need> holds,
      BiConsumer<String, Boolean> switches) {
    this.functionality = functionality;
    this.daily = Objects.requireNonNull(functionality.daily());
    this.life = life;
    this.time = time;
    this.holds = holds;
    this.switches = switches;
  }

  /** Plans the day, anew if the clock shows another time. */
  void plan() {
    int mine = plans.incrementAndGet();
    time.run("habit", () -> follow(mine));
  }

  private void follow(int mine) {
    Instant target = next();
    while (plans.get() == mine) {
      Duration left = Duration.between(life.now(), target);
      if (left.isNegative() || left.isZero()) {
        time.run("habit", this::happen);
        target = next();
      } else {
        Duration look = left.compareTo(BETWEEN_LOOKS) < 0 ? left : BETWEEN_LOOKS;
        time.pass(look.compareTo(SHORTEST) < 0 ? SHORTEST : look);
      }
    }
  }

  private Instant next() {
    ZonedDateTime now = life.now().atZone(ZoneOffset.UTC);
    ZonedDateTime today = now.with(daily.at());
    return (now.isBefore(today) ? today : today.plusDays(1)).toInstant();
  }

  private void happen() {
    if (holds.test(functionality.uses().values().iterator().next().needs())) {
      switches.accept(daily.shows(), true);
      time.pass(daily.lasts());
      switches.accept(daily.shows(), false);
    }
  }
}
