// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlacesTest {
  @ParameterizedTest
  @CsvSource({"1, 64", "8, 64", "31, 16", "512, 1", "1000, 1"})
  void a_client_who_is_known_has_its_part_whatever_all_others_take(int clients, int part) {
    Places places = Places.among(clients, 512, 64);
    for (int i = 1; i < clients; i++) {
      assertThat(taken(places, i)).isEqualTo(part);
    }
    assertThat(taken(places, "the last")).isEqualTo(part);
  }

  @ParameterizedTest
  @CsvSource({"0, 28", "1, 25", "8, 11", "16, 4", "30, 1"})
  void of_those_who_are_not_each_leaves_some_to_the_next(int greedy, int left) {
    Places places = Places.forAnybody(256, 64);
    for (int i = 0; i < greedy; i++) {
      assertThat(taken(places, i)).isPositive();
    }
    assertThat(taken(places, "the next")).isGreaterThanOrEqualTo(left);
  }

  @Test
  void what_is_given_back_is_there_again() {
    Places places = Places.among(1, 4, 2);
    assertThat(taken(places, "one")).isEqualTo(2);
    places.leave("one");
    assertThat(taken(places, "one")).isEqualTo(1);
  }

  private static int taken(Places places, Object client) {
    int taken = 0;
    while (places.take(client)) {
      taken++;
    }
    return taken;
  }
}
