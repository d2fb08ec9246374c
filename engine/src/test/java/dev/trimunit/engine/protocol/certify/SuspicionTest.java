// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuspicionTest {
  private static final int USAGES = 3;
  private final Constants constants = Constants.standard(0.01);
  private final Candidate first = new Candidate(0, 0.1, new double[] {0.1, 0.1, 0.1});
  private final Candidate second = new Candidate(1, 0.1, new double[] {0.1, 0.1, 0.1});
  private final Noise noise = new Noise(constants);
  private final List<Trial> log = new ArrayList<>();

  /** Runs trials with these blocked; a letter for each usage: p, f, or - if it is not tried. */
  private SuspicionTest trials(int times, String outcomes, int... blocked) {
    BitSet set = new BitSet();
    Arrays.stream(blocked).forEach(set::set);
    List<Integer> usages =
        IntStream.range(0, USAGES).filter(u -> outcomes.charAt(u) != '-').boxed().toList();
    List<Mark> marks =
        usages.stream().map(u -> outcomes.charAt(u) == 'p' ? Mark.PASSED : Mark.FAILED).toList();
    for (int i = 0; i < times; i++) {
      Answer answer =
          AnswerBuilder.stagedBuilder()
              .number(log.size() + 1)
              .start(Instant.EPOCH)
              .end(Instant.EPOCH)
              .marks(marks)
              .leaked(new BitSet())
              .untried(new BitSet())
              .idle(new BitSet())
              .exposed(new BitSet())
              .newcomers(List.of())
              .build();
      log.add(new Trial(answer, new Ask(Ask.Kind.BLOCK, set, usages, Duration.ZERO), USAGES));
    }
    return this;
  }

  private Suspicion suspicion() {
    BitSet listed = new BitSet();
    listed.set(0, 2);
    return new Suspicion(List.of(first, second), listed, noise, constants, USAGES, 0.035, log);
  }

  private double probability(int usage) {
    return suspicion().probability(usage);
  }

  @Test
  void a_failure_of_one_usage_counts_less_if_the_others_passed_in_the_same_trial() {
    trials(2, "ppp", 0).trials(2, "ppp", 1).trials(3, "ppp", 0, 1);
    trials(1, "fpp", 0, 1);
    double withOthers = probability(0);
    log.remove(log.size() - 1);
    trials(1, "f--", 0, 1);
    double alone = probability(0);
    log.remove(log.size() - 1);
    trials(1, "fff", 0, 1);
    double together = probability(0);

    assertThat(withOthers).isLessThan(0.6 * alone);
    assertThat(together).isGreaterThan(1.2 * alone);
  }

  @Test
  void usages_that_break_for_reasons_of_their_own_are_both_found() {
    trials(2, "ppp", 0).trials(2, "ppp", 1);
    trials(4, "fpp", 0, 1).trials(4, "pfp", 0, 1);

    assertThat(probability(2)).isLessThan(0.01);
    trials(8, "ffp", 0, 1);
    assertThat(probability(0)).isBetween(0.99, 1.0);
    assertThat(probability(1)).isBetween(0.99, 1.0);
    assertThat(probability(2)).isLessThan(0.01);
  }

  @Test
  void a_device_that_fails_more_often_than_assumed_is_not_suspected_without_end() {
    trials(2, "ppp", 0).trials(2, "ppp", 1);
    for (int i = 0; i < 12; i++) {
      trials(1, "fpp", 0, 1).trials(4, "ppp", 0, 1);
    }
    assertThat(probability(0)).as("12 failures in 60 trials").isLessThan(0.05);
  }

  @ParameterizedTest
  @CsvSource({"22, 26", "400, 0", "0, 400", "5000, 5000"})
  void nothing_is_certain(int failures, int passes) {
    trials(failures, "fff", 0).trials(passes, "ppp", 0).trials(failures, "fff", 0, 1);
    Suspicion suspicion = suspicion();
    for (int usage = 0; usage < USAGES; usage++) {
      assertThat(suspicion.probability(usage)).isBetween(0.0, 1 - 1e-7);
      assertThat(suspicion.alone(usage, first)).isBetween(0.0, 1 - 1e-7);
      assertThat(suspicion.together(usage, second)).isBetween(0.0, 1 - 1e-7);
    }
  }

  @Test
  void a_campaign_may_be_as_long_as_it_likes() {
    for (int i = 0; i < 5000; i++) {
      noise.control(0);
    }
    trials(5000, "fff", 0, 1);
    assertThat(probability(0)).as("of what always fails").isBetween(0.99, 1.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 3000})
  void what_passed_alone_often_and_fails_together_often_stands_in_for_each_other(int failures) {
    trials(20, "ppp", 0).trials(20, "ppp", 1).trials(failures, "fff", 0, 1);
    Suspicion suspicion = suspicion();

    assertThat(suspicion.alone(0, first)).isLessThan(0.01);
    assertThat(suspicion.together(0, second)).isBetween(0.99, 1.0);
  }
}
