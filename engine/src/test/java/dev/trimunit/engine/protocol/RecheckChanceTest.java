// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import static dev.trimunit.engine.protocol.Questions.NTP;
import static dev.trimunit.engine.protocol.Questions.ON_LAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.campaign.TableLab;
import dev.trimunit.engine.model.Gate.Colour;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Chance, outages and leaks, which a night must not take for a change, nor be blind for. */
class RecheckChanceTest {
  @Test
  void a_device_that_fails_by_itself_more_often_is_red_or_amber_but_blames_no_destination() {
    int named = 0;
    int told = 0;
    for (int seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      RecheckNight night =
          RecheckNight.of(
              RecheckNight.certified(),
              (blocked, usage) ->
                  random.nextDouble() < 0.3
                      ? Outcome.FAILED
                      : RecheckNight.unchanged(blocked, usage));
      named += night.gate().reasons().stream().anyMatch(r -> r.contains("is now required")) ? 1 : 0;
      told += night.gate().reasons().stream().anyMatch(r -> r.contains("by itself")) ? 1 : 0;
    }
    assertThat(named).isLessThanOrEqualTo(2);
    assertThat(told).isPositive();
  }

  @Test
  void an_outage_is_sat_out_and_no_change() {
    TableLab lab = new TableLab().contacting(blocked -> RecheckNight.ALL);
    Instant from = lab.now().plus(Duration.ofMinutes(8));
    Instant to = from.plus(Duration.ofMinutes(115));
    lab.answering(
        (blocked, usage) ->
            lab.now().isAfter(from) && lab.now().isBefore(to)
                ? Outcome.FAILED
                : RecheckNight.unchanged(blocked, usage));
    RecheckNight night = RecheckNight.of(RecheckNight.certified(), lab);
    assertThat(night.gate().colour()).isEqualTo(Colour.GREEN);
    assertThat(lab.requests()).anyMatch(r -> r.pause().equals(Duration.ofMinutes(10)));
  }

  @Test
  void an_outage_that_does_not_end_is_amber_and_nothing_counts_as_shown() {
    TableLab lab = new TableLab().contacting(blocked -> RecheckNight.ALL);
    Instant from = lab.now().plus(Duration.ofMinutes(8));
    lab.answering((blocked, usage) -> RecheckNight.failing(lab.now().isAfter(from)));
    RecheckNight night = RecheckNight.of(RecheckNight.certified(), lab);
    assertThat(night.gate().colour()).isEqualTo(Colour.AMBER);
    assertThat(night.gate().reasons().get(0)).contains("did not work for 5 hours");
    assertThat(night.verdicts).allMatch(verdict -> !verdict.shown().now());
    assertThat(night.blocklists).isEmpty();
  }

  @Test
  void blocks_that_leak_are_amber() {
    TableLab lab =
        new TableLab()
            .contacting(blocked -> RecheckNight.ALL)
            .answering((blocked, usage) -> Outcome.PASSED)
            .leaking(number -> number > 1 ? "cached address" : "");
    RecheckNight night = RecheckNight.of(RecheckNight.certified(), lab);
    assertThat(night.gate().colour()).isEqualTo(Colour.AMBER);
  }

  /** One of twenty uses fails by chance, and hardly any night is red for it. */
  @Test
  void chance_failures_are_rarely_red() {
    int red = 0;
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      RecheckNight night =
          RecheckNight.of(
              RecheckNight.certified(),
              (blocked, usage) ->
                  random.nextDouble() < 0.05
                      ? Outcome.FAILED
                      : RecheckNight.unchanged(blocked, usage));
      red += night.gate().colour() == Colour.RED ? 1 : 0;
    }
    assertThat(red).isLessThanOrEqualTo(1);
  }

  /** What a lucky pass hides, a second one does not: no such night is green. */
  @Test
  void what_is_always_needed_is_not_missed_though_passes_are_lucky() {
    assertThat(missed(Nights.Settings.USUAL)).isZero();
  }

  /** That the test above can fail: with one pass, luck is enough. */
  @Test
  void one_pass_alone_would_miss_some() {
    assertThat(missed(new Nights.Settings(1, 0, 1))).isPositive();
  }

  /** Green nights of 200 in which a usage had begun to need what is in the list. */
  private static int missed(Nights.Settings settings) {
    int green = 0;
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      RecheckNight night =
          RecheckNight.of(
              RecheckNight.certified(settings),
              (blocked, usage) ->
                  (blocked.contains(NTP) && usage.equals(ON_LAN)
                              || RecheckNight.unchanged(blocked, usage) == Outcome.FAILED)
                          && random.nextDouble() >= 0.02
                      ? Outcome.FAILED
                      : Outcome.PASSED);
      green += night.gate().colour() == Colour.GREEN ? 1 : 0;
    }
    return green;
  }

  @Test
  void the_memory_sums_up_what_single_nights_leave_open() {
    Nights known = RecheckNight.certified(new Nights.Settings(2, 1, 7));
    int seen = 0;
    for (int seed = 0; seed < 10; seed++) {
      Nights before = known;
      SplittableRandom random = new SplittableRandom(seed);
      for (int night = 0; night < 7; night++) {
        RecheckNight one =
            RecheckNight.of(
                before,
                (blocked, usage) ->
                    blocked.contains(NTP) && random.nextDouble() < 0.4
                        ? Outcome.FAILED
                        : RecheckNight.unchanged(blocked, usage));
        before = one.after();
        if (one.gate().colour() != Colour.GREEN) {
          seen++;
          break;
        }
      }
    }
    assertThat(seen).isGreaterThanOrEqualTo(8);
  }
}
