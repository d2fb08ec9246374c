// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.devices.linux.MachineClock;
import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RealClockTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void a_wait_lasts_as_long_as_told_by_the_labs_clock_and_not_by_ours() {
    RealClock clock = new RealClock(new Pace(1_000), new MachineClock());
    Instant begin = clock.now();
    long nanos = System.nanoTime();
    clock.pass(Duration.ofMinutes(2));
    assertThat(System.nanoTime() - nanos).isLessThan(60_000_000_000L);
    assertThat(Duration.between(begin, clock.now()))
        .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
  }

  @Test
  void what_the_machine_saw_before_and_after_a_wait_is_as_far_apart_as_the_wait() {
    Iterator<Instant> machine = List.of(NOON, NOON.plusMillis(2)).iterator();
    RealClock clock = clock(machine, 2);
    clock.pass(Duration.ofSeconds(2));
    assertThat(clock.lab(NOON.plusMillis(1))).isEqualTo(NOON.plusMillis(1));
    assertThat(clock.lab(NOON.plusMillis(3))).isEqualTo(NOON.plusMillis(2_001));
  }

  @Test
  void a_clock_that_somebody_sets_is_a_fault_of_the_lab() {
    Iterator<Instant> machine = List.of(NOON, NOON.plusSeconds(3_600)).iterator();
    RealClock clock = clock(machine, 10);
    assertThatThrownBy(() -> clock.pass(Duration.ofSeconds(10)))
        .isInstanceOf(LabFault.class)
        .hasMessage("The clock jumped: 10 ms passed, it shows 3600000 ms");
  }

  private static RealClock clock(Iterator<Instant> shown, long millis) {
    Iterator<Long> nanos = List.of(0L, millis * 1_000_000).iterator();
    return new RealClock(new Pace(1_000), new MachineClock(shown::next, nanos::next));
  }
}
