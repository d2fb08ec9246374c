// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.Recording;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@link dev.trimunit.engine.lab.PowerControl}. */
public abstract class PowerContract extends Contract {
  @Test
  void a_device_without_power_is_silent() {
    bench().power().off();
    bench().clock().pass(Duration.ofSeconds(1));
    try (Recording recording = record()) {
      bench().clock().pass(bench().startUp());
      assertThat(recording.stop().observations()).isEmpty();
    }
  }

  @Test
  void a_device_with_power_starts_up() {
    try (Recording recording = record()) {
      powerCycle();
      assertThat(destinations(recording.stop()))
          .contains(subject().contacted(), subject().alsoContacted());
    }
  }

  @Test
  void both_ways_twice_is_once() {
    bench().power().off();
    bench().power().off();
    bench().clock().pass(subject().off());
    try (Recording recording = record()) {
      bench().power().on();
      bench().clock().pass(bench().startUp());
      bench().power().on();
      assertThat(destinations(recording.stop())).contains(subject().contacted());
    }
  }
}
