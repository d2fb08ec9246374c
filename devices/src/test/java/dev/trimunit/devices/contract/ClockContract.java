// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.lab.LabClock;
import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** {@link dev.trimunit.engine.lab.LabClock}. */
public abstract class ClockContract extends Contract {
  @Test
  void time_passes_as_long_as_it_is_told() {
    Instant before = bench().clock().now();
    bench().clock().pass(Duration.ofMillis(1_500));
    Duration passed = Duration.between(before, bench().clock().now());
    assertThat(passed).isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(3));
  }

  @Test
  void no_time_is_no_time() {
    Instant before = bench().clock().now();
    bench().clock().pass(Duration.ZERO);
    assertThat(bench().clock().now()).isBetween(before, before.plusSeconds(1));
  }

  @Test
  void an_interrupted_run_stops_waiting() {
    LabClock clock = bench().clock(); // not interrupted while the bench is made ready
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> clock.pass(Duration.ofHours(1))).isInstanceOf(LabFault.class);
    } finally {
      assertThat(Thread.interrupted()).as("who is above hears of it too").isTrue();
    }
  }
}
