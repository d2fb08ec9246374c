// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Protocols;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a campaign of {@code certify} gets when chance is against it. */
@Tag("slow")
class CertifyLengthTest {
  private static final int DEVICES = 300;

  private static int trials(Size size, World world, long seed, Told told) {
    ModelDevice device = new ModelDevice(size, world, seed);
    ModelLab lab = new ModelLab(device);
    Protocols.named("certify").settle(device.question(), lab, told);
    return lab.trials();
  }

  static Stream<Size> sizes() {
    return Size.ALL.stream().filter(size -> size.destinations() <= 20);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void failures_by_chance_do_not_make_a_campaign_many_times_longer(Size size) {
    int[] trials =
        IntStream.rangeClosed(1, DEVICES)
            .map(seed -> trials(size, World.CLEAN, seed, new Told()))
            .sorted()
            .toArray();
    int median = trials[DEVICES / 2];
    assertThat(trials[DEVICES * 99 / 100]).as("one of a hundred").isLessThan(3 * median);
    assertThat(trials[DEVICES - 1]).as("the longest").isLessThan(6 * median);
  }

  @Test
  void stand_ins_take_twice_the_trials_of_a_device_without_and_not_four_times() {
    Size camera = Size.ALL.get(0);
    double mean =
        IntStream.rangeClosed(1, DEVICES)
            .map(seed -> trials(camera, World.REDUNDANT, seed, new Told()))
            .average()
            .orElseThrow();
    assertThat(mean).isLessThan(26); // 11 without, 23 with
  }

  static Stream<Arguments> devicesWithStandIns() {
    Size bulb = Size.ALL.get(1);
    Size speaker = Size.ALL.get(3);
    Size bigTv = Size.ALL.get(5);
    return Stream.of(
        Arguments.of("each usage has its own", bulb, 19),
        Arguments.of("two pairs share one", speaker, 259),
        Arguments.of("three, of which the last looks required", bigTv, 896),
        Arguments.of("three that were lucky together", bigTv, 1866));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("devicesWithStandIns")
  void stand_ins_that_are_hard_to_tell_apart_are_told(String what, Size size, long seed) {
    Told told = new Told();
    assertThat(trials(size, World.REDUNDANT, seed, told))
        .as(what)
        .isLessThan(8 * size.destinations() + 60);
    assertThat(told.blocklists).as(what).hasSize(1);
    assertThat(told.verdicts).anyMatch(verdict -> verdict.kind() == VerdictKind.ALTERNATIVE);
  }

  @ParameterizedTest
  @ValueSource(longs = {639, 1606})
  void a_list_that_fails_in_place_of_a_control_does_not_do_so_for_ever(long seed) {
    Told told = new Told();
    Size manyUsages = new Size("speaker with many uses", 8, 8); // four trials fill a bracket
    assertThat(trials(manyUsages, World.REDUNDANT, seed, told)).isLessThan(200);
    assertThat(told.blocklists).hasSize(1);
  }
}
