// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ChancesTest {
  @Test
  void what_happens_to_a_device_by_chance_is_not_changed_by_its_neighbours() {
    Chances alone = new Chances(1);
    Chances among = new Chances(1);
    for (int start = 0; start < 10; start++) {
      among.next("camera");
      assertThat(among.next("bulb")).isEqualTo(alone.next("bulb"));
    }
    assertThat(new Chances(2).next("bulb")).isNotEqualTo(new Chances(1).next("bulb"));
  }

  /** Of seeds one after the other the first number would hardly change. */
  @Test
  void one_use_in_a_hundred_fails_where_one_in_a_hundred_should() {
    Chances chances = new Chances(1);
    long failed =
        IntStream.range(0, 10_000)
            .filter(start -> new Random(chances.next("bulb")).nextDouble() < 0.01)
            .count();
    assertThat(failed).isBetween(70L, 130L);
  }
}
