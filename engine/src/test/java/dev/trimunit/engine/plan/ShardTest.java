// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.NightsPairBuilder;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Protocols;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fleet is divided among runs that do not talk to each other. */
final class ShardTest {
  private static final Usage LAN = new Usage("switching on", Vantage.LAN);
  private static final Usage WAN = new Usage("switching on", Vantage.WAN);

  private static Map<String, Duration> fleet() {
    Map<String, Duration> fleet = new TreeMap<>();
    int[] minutes = {600, 300, 300, 250, 100, 60, 60, 45, 30, 5};
    IntStream.range(0, minutes.length)
        .forEach(i -> fleet.put("device-" + i, Duration.ofMinutes(minutes[i])));
    return fleet;
  }

  @Test
  void every_device_is_in_one_shard() {
    List<String> all = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      all.addAll(new Shard(i, 4).devices(fleet()));
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(fleet().keySet());
  }

  @Test
  void the_longest_device_is_not_followed_by_others_while_somebody_has_less_to_do() {
    assertThat(new Shard(1, 3).devices(fleet())).containsExactly("device-0");
    assertThat(new Shard(2, 3).devices(fleet()))
        .containsExactly("device-1", "device-3", "device-8");
  }

  @Test
  void the_order_in_which_a_machine_finds_the_devices_makes_no_difference() {
    List<String> ids = new ArrayList<>(fleet().keySet());
    Collections.shuffle(ids, new Random(7));
    Map<String, Duration> other = new LinkedHashMap<>();
    ids.forEach(id -> other.put(id, fleet().get(id)));
    for (int i = 1; i <= 3; i++) {
      assertThat(new Shard(i, 3).devices(other)).isEqualTo(new Shard(i, 3).devices(fleet()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "6/5, there are 1/5 to 5/5",
    "0/5, there are 1/5 to 5/5",
    "1/0, there must be at least one",
    "two, the second of five is 2/5",
    "2, the second of five is 2/5",
    "-1/5, the second of five is 2/5",
    "2/99999, the second of five is 2/5"
  })
  void what_is_no_shard_is_told(String text, String why) {
    assertThatThrownBy(() -> Shard.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void a_device_takes_longer_that_has_more_to_settle() {
    Duration usual = expected("certify", Set.of(LAN), 0, 0);
    assertThat(expected("certify", Set.of(LAN, WAN), 0, 0)).isGreaterThan(usual);
    assertThat(expected("certify", Set.of(LAN), 20, 0)).isGreaterThan(usual);
    assertThat(expected("certify", Set.of(LAN), 1, 0)).isLessThan(usual);
    assertThat(expected("certify", Set.of(LAN), 0, 3)).isGreaterThan(usual);
    assertThat(expected("recheck", Set.of(LAN), 20, 0)).isLessThan(usual);
  }

  private static Duration expected(
      String protocol, Set<Usage> usages, int accepted, int scenarios) {
    List<Nights.Pair> pairs =
        IntStream.range(0, accepted)
            .mapToObj(
                i ->
                    NightsPairBuilder.stagedBuilder()
                        .destination(Destination.parse("n%d.example:443/tcp".formatted(i)))
                        .usage(LAN)
                        .kind(VerdictKind.BLOCKABLE)
                        .accepted(VerdictKind.BLOCKABLE)
                        .shownNight(0)
                        .shownOn("")
                        .errorBound(0.01)
                        .rate(1)
                        .build())
            .toList();
    return ExpectedTime.of(Protocols.named(protocol), usages, pairs, scenarios);
  }
}
