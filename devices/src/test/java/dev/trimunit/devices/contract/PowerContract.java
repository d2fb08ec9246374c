// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.model.DestinationPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
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

  /** A power cut amid a trial: its block holds on, and what was seen before it is still there. */
  @Test
  void a_power_cut_under_a_block_forgets_nothing() {
    try (Recording recording = record()) {
      bench().power().off();
      bench().clock().pass(subject().off());
      Set<DestinationPattern> blocked = Set.of(subject().alsoContacted().exactly());
      try (Block block = bench().gateway().block(blocked, Set.of(), Gateway.Strength.NORMAL)) {
        bench().power().on();
        bench().clock().pass(bench().startUp());
        long refused = refused(block);
        Instant cut = bench().clock().now();
        bench().power().off();
        bench().clock().pass(subject().off());
        bench().power().on();
        bench().clock().pass(bench().startUp());

        assertThat(refused).isPositive();
        assertThat(refused(block)).isGreaterThan(refused);
        assertThat(recording.stop().observations())
            .filteredOn(seen -> seen.destination().equals(subject().contacted()))
            .singleElement()
            .satisfies(
                seen -> {
                  assertThat(seen.first()).isBefore(cut);
                  assertThat(seen.last()).isAfter(cut);
                });
      }
    }
  }

  private static long refused(Block block) {
    return block.evidence().stream()
        .mapToLong(seen -> seen.queriesOverridden() + seen.packetsDropped())
        .sum();
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
