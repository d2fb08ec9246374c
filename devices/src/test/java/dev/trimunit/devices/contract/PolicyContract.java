// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway.Strength;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.DnsAnswer;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * {@link dev.trimunit.engine.lab.Gateway} that can do more than refuse. The device contacts a time
 * server while it starts up, once.
 */
public abstract class PolicyContract extends Contract {
  private static final DestinationPattern NOBODY = DestinationPattern.parse("=nobody.test:123/udp");
  private static final Policy.OwnAnswer DAY_AHEAD = new Policy.OwnAnswer(Duration.ofDays(1));
  private static final Policy.Window SOON =
      new Policy.Window(Duration.ofMinutes(10), Duration.ofHours(10));

  private DestinationPattern time() {
    return subject().contacted().exactly();
  }

  private Block block(DestinationPattern pattern, Policy policy) {
    Set<Destination> known = Set.of(subject().contacted(), subject().alsoContacted());
    return bench()
        .gateway()
        .block(
            Set.of(pattern), known, Strength.NORMAL, BlockAnswer.LOOPBACK, Map.of(pattern, policy));
  }

  private static BlockEvidence only(Block block) {
    assertThat(block.evidence()).hasSize(1);
    return block.evidence().get(0);
  }

  private static long timer(Block block, DeviceTimer.Kind kind) {
    return block.timers().stream()
        .filter(timer -> timer.kind() == kind)
        .mapToLong(DeviceTimer::elapsed)
        .sum();
  }

  private boolean answered(Recording recording) {
    return recording.stop().observations().stream()
            .filter(seen -> seen.destination().equals(subject().contacted()))
            .mapToLong(Observation::packetsReceived)
            .sum()
        > 0;
  }

  @Test
  void it_says_that_it_can() {
    assertThat(bench().gateway().hasPolicies()).isTrue();
  }

  @Test
  void a_time_server_is_answered_for_and_nothing_reaches_it() {
    try (Recording recording = record();
        Block block = block(time(), DAY_AHEAD)) {
      powerCycle();
      assertThat(only(block).evidence()).isEqualTo(Evidence.HELD);
      assertThat(only(block).packetsDropped()).isPositive();
      assertThat(only(block).packetsPassed()).isZero();
      assertThat(only(block).ways())
          .anyMatch(way -> way.startsWith("answered by the gateway, 1 day ahead: "));
      assertThat(timer(block, DeviceTimer.Kind.ANSWER)).isPositive();
      assertThat(answered(recording)).isTrue();
    }
  }

  @Test
  void an_answer_that_nobody_asks_for_is_not_exercised() {
    try (Block block = block(NOBODY, DAY_AHEAD)) {
      powerCycle();
      assertThat(only(block).evidence()).isEqualTo(Evidence.NOT_EXERCISED);
      assertThat(only(block).ways())
          .containsExactly("answered by the gateway, 1 day ahead: 0 times");
      assertThat(timer(block, DeviceTimer.Kind.ANSWER)).isZero();
    }
  }

  @Test
  void a_window_is_shut_then_open_until_it_was_answered_once() {
    try (Block block = block(time(), SOON)) {
      try (Recording shut = record()) {
        powerCycle();
        assertThat(answered(shut)).as("shut for ten minutes").isFalse();
      }
      assertThat(only(block).evidence()).isEqualTo(Evidence.HELD);
      assertThat(timer(block, DeviceTimer.Kind.WINDOW)).isZero();
      long refused = only(block).packetsDropped();

      bench().clock().pass(Duration.ofMinutes(15));
      try (Recording open = record()) {
        powerCycle();
        assertThat(answered(open)).as("open").isTrue();
      }
      assertThat(only(block).evidence()).isEqualTo(Evidence.HELD);
      assertThat(only(block).packetsPassed()).isZero();
      assertThat(only(block).packetsDropped()).isEqualTo(refused);
      assertThat(timer(block, DeviceTimer.Kind.WINDOW)).isEqualTo(1);

      bench().clock().pass(Duration.ofMinutes(1));
      try (Recording again = record()) {
        powerCycle();
        assertThat(answered(again)).as("shut again").isFalse();
      }
      assertThat(only(block).packetsPassed()).isZero();
      assertThat(only(block).packetsDropped()).isGreaterThan(refused);
      assertThat(only(block).ways())
          .anyMatch(
              way -> way.startsWith("let through once, every 10 minutes to 10 hours: 1 time"));
    }
  }

  @Test
  void a_window_that_nothing_passes_is_missed_and_not_exercised() {
    DestinationPattern pattern = NOBODY;
    Policy.Window often = new Policy.Window(Duration.ofMinutes(5), Duration.ofMinutes(10));
    try (Block block = block(pattern, often)) {
      powerCycle();
      bench().clock().pass(Duration.ofMinutes(25));
      assertThat(only(block).evidence()).isEqualTo(Evidence.NOT_EXERCISED);
      assertThat(only(block).ways())
          .containsExactly("let through once, every 5 minutes to 10 minutes: 0 times, 2 missed");
    }
  }

  @Test
  void without_the_internet_nothing_answers_and_then_it_is_back() {
    try (Block block = block(NOBODY, DAY_AHEAD)) {
      bench().gateway().internet(false);
      bench().gateway().internet(false);
      try (Recording gone = record()) {
        powerCycle();
        assertThat(answered(gone)).isFalse();
        assertThat(bench().gateway().silent(servers())).isEqualTo(servers());
      } finally {
        bench().gateway().internet(true);
      }
      assertThat(block.dns())
          .filteredOn(event -> event.question().equals(subject().contacted().host()))
          .isNotEmpty()
          .allMatch(event -> event.answer() == DnsAnswer.SERVER_FAILURE);
      try (Recording back = record()) {
        powerCycle();
        assertThat(answered(back)).isTrue();
      }
    }
  }

  @Test
  void the_gateway_itself_is_answered_by_servers_whatever_is_blocked() {
    try (Block block = block(time(), DAY_AHEAD)) {
      assertThat(block.evidence()).hasSize(1);
      assertThat(bench().gateway().silent(servers())).isEmpty();
    }
  }

  private Set<Destination> servers() {
    return Set.of(subject().contacted(), subject().alsoContacted());
  }

  @Test
  void the_next_block_knows_nothing_of_it() {
    block(time(), DAY_AHEAD).close();
    try (Recording recording = record();
        Block block = bench().gateway().block(Set.of(time()), Set.of(), Strength.NORMAL)) {
      powerCycle();
      assertThat(answered(recording)).isFalse();
      assertThat(block.evidence().get(0).evidence()).isEqualTo(Evidence.HELD);
      assertThat(block.timers())
          .extracting(DeviceTimer::kind)
          .doesNotContainAnyElementsOf(List.of(DeviceTimer.Kind.ANSWER, DeviceTimer.Kind.WINDOW));
    }
  }
}
