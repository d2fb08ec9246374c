// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.power.Outlet;
import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a killed run left without power gets it back. */
final class RestoringTest {
  private final Plug plug = new Plug();
  private final List<String> told = new ArrayList<>();

  private void restore(boolean underWay) {
    new Restoring(plug, plug, Restoring.Words.POWER, told::add).restore(underWay);
  }

  @Test
  void what_has_power_is_left_alone() {
    plug.on = true;
    restore(false);
    assertThat(told).isEmpty();
    assertThat(plug.time).isEqualTo(Duration.ZERO);
  }

  @Test
  void what_has_none_is_switched_on() {
    restore(false);
    assertThat(plug.on).isTrue();
    assertThat(told).containsExactly("had no power, and was switched on");
  }

  @Test
  void what_the_run_had_begun_to_switch_off_and_is_switched_off_late_is_switched_on_again() {
    plug.on = true;
    plug.offAt = Duration.ofSeconds(12);
    restore(true);
    assertThat(plug.on).isTrue();
    assertThat(told).containsExactly("had no power, and was switched on");
  }

  @Test
  void a_plug_that_does_not_answer_is_asked_again() {
    plug.answersFrom = Duration.ofSeconds(9);
    restore(false);
    assertThat(plug.on).isTrue();
    assertThat(told).containsExactly("no answer", "had no power, and was switched on");
  }

  @Test
  void one_that_never_does_is_told_in_less_than_a_minute() {
    plug.answersFrom = Duration.ofHours(1);
    restore(false);
    assertThat(told).containsExactly("no answer", "it may be without power: switch it on by hand");
    assertThat(plug.time).isLessThan(Duration.ofMinutes(1));
  }

  private static final class Plug implements Outlet, LabClock {
    private boolean on;
    private Duration offAt = Duration.ofDays(1);
    private Duration answersFrom = Duration.ZERO;
    private Duration time = Duration.ZERO;

    @Override
    public void switchOn() {
      on = true;
    }

    @Override
    public void switchOff() {
      throw new AssertionError("it must not be");
    }

    @Override
    public boolean isOn() {
      if (time.compareTo(answersFrom) < 0) {
        throw new LabFault("no answer");
      }
      return on;
    }

    @Override
    public boolean asksAPerson() {
      return false;
    }

    @Override
    public String words() {
      return "plug 7";
    }

    @Override
    public void close() {}

    @Override
    public Instant now() {
      return Instant.EPOCH.plus(time);
    }

    @Override
    public void pass(Duration duration) {
      boolean before = time.compareTo(offAt) < 0;
      time = time.plus(duration);
      if (before && time.compareTo(offAt) >= 0) {
        on = false;
      }
    }
  }
}
