// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static dev.trimunit.engine.protocol.Questions.ADS;
import static dev.trimunit.engine.protocol.Questions.CLOUD;
import static dev.trimunit.engine.protocol.Questions.LOG;
import static dev.trimunit.engine.protocol.Questions.OFF_LAN;
import static dev.trimunit.engine.protocol.Questions.ON_LAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each verdict is told once, however often a protocol is asked for it. */
final class WantedVerdictsTest {
  private final WantedVerdicts wanted = new WantedVerdicts();

  WantedVerdictsTest() {
    wanted.ask(Map.of(ON_LAN, Set.of(ADS, CLOUD), OFF_LAN, Set.of(ADS)));
  }

  @Test
  void what_was_given_is_not_left() {
    assertThat(wanted.left()).isEqualTo(3);
    assertThat(wanted.give(ADS, ON_LAN)).isTrue();
    assertThat(wanted.give(ADS, ON_LAN)).isFalse();
    assertThat(wanted.give(LOG, ON_LAN)).as("was not asked for").isFalse();
    assertThat(wanted.left()).isEqualTo(2);
  }

  @Test
  void a_verdict_is_told_once_and_asked_for_again_stays_told() {
    assertThat(wanted.tell(ADS, ON_LAN)).isTrue();
    assertThat(wanted.tell(ADS, ON_LAN)).isFalse();
    wanted.give(ADS, ON_LAN);
    wanted.ask(Map.of(ON_LAN, Set.of(ADS, CLOUD)));
    assertThat(wanted.left()).isEqualTo(3);
    assertThat(wanted.untold()).isEqualTo(2);
    assertThat(wanted.isTold(ADS)).isTrue();
    assertThat(wanted.isTold(ADS, OFF_LAN)).isFalse();
    assertThat(wanted.isTold(CLOUD)).isFalse();
    assertThat(wanted.told()).containsExactly(ADS);
  }

  @Test
  void whoever_hears_what_is_left_may_give_it() {
    List<String> heard = new ArrayList<>();
    wanted.eachLeft(
        (destination, usage) -> {
          wanted.give(destination, usage);
          heard.add(usage + " " + destination);
        });
    assertThat(heard).hasSize(3).doesNotHaveDuplicates();
    assertThat(wanted.left()).isZero();
  }
}
