// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.FunctionalityModel;
import dev.trimunit.devices.files.LifeModel;
import dev.trimunit.devices.files.Need;
import dev.trimunit.devices.life.DeviceClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What a device does by itself at a time of day, by its own clock, in UTC. */
final class DailyHabits {
  /** A clock may be corrected or drift meanwhile, so that it is looked at now and then. */
  private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

  private static final Duration SHORTEST = Duration.ofMillis(100);

  private final Collection<FunctionalityModel> functionalities;
  private final DeviceTime time;
  private final DeviceClock clock;
  private final BiConsumer<String, Boolean> switches;
  private BiConsumer<Need, Consumer<Boolean>> conditions = (need, told) -> told.accept(true);
  private int plan;

  /**
   * @param switches turns a variable of the app on or off
   */
  DailyHabits(
      Collection<FunctionalityModel> functionalities,
      DeviceTime time,
      DeviceClock clock,
      BiConsumer<String, Boolean> switches) {
    this.functionalities = List.copyOf(functionalities);
    this.time = time;
    this.clock = clock;
    this.switches = switches;
  }

  /** Plans the day; whatever was planned is forgotten. */
  void begin(BiConsumer<Need, Consumer<Boolean>> asks) {
    conditions = asks;
    begin();
  }

  /** Plans the day anew, for the clock shows another time. */
  void begin() {
    plan++;
    functionalities.forEach(this::plan);
  }

  private void plan(FunctionalityModel functionality) {
    LifeModel.Daily daily = functionality.daily();
    if (daily != null) {
      ZonedDateTime now = clock.now().atZone(ZoneOffset.UTC);
      ZonedDateTime today = now.with(daily.at());
      await(functionality, daily, (now.isBefore(today) ? today : today.plusDays(1)).toInstant());
    }
  }

  private void await(FunctionalityModel functionality, LifeModel.Daily daily, Instant target) {
    Duration left = Duration.between(clock.now(), target);
    if (left.isNegative() || left.isZero()) {
      happen(functionality, daily);
      plan(functionality);
      return;
    }
    Duration look = left.compareTo(BETWEEN_LOOKS) < 0 ? left : BETWEEN_LOOKS;
    int planned = plan;
    time.after(
        look.compareTo(SHORTEST) < 0 ? SHORTEST : look,
        () -> {
          if (planned == plan) {
            await(functionality, daily, target);
          }
        });
  }

  private void happen(FunctionalityModel functionality, LifeModel.Daily daily) {
    Need need = functionality.uses().values().iterator().next().needs();
    conditions.accept(
        need,
        held -> {
          if (held) {
            switches.accept(daily.shows(), true);
            time.after(daily.lasts(), () -> switches.accept(daily.shows(), false));
          }
        });
  }
}
