// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The window believes of one usage what a sum over every state says: which destinations it
 * requires, and whether the list breaks it.
 */
final class WindowTest {
  private static final Constants CONSTANTS = Constants.standard(0.01);
  private static final double BREAKAGE = 0.0125;
  private static final double MEMBER = 0.3;
  private final Noise noise = new Noise(CONSTANTS);
  private final Window window = new Window(CONSTANTS, noise, 1);

  private static Candidate candidate(int number, double prior) {
    return new Candidate(number, prior, new double[] {prior});
  }

  private static Trial trial(boolean passed, int... blocked) {
    BitSet set = new BitSet();
    Arrays.stream(blocked).forEach(set::set);
    BitSet none = new BitSet();
    Answer answer =
        AnswerBuilder.stagedBuilder()
            .number(1)
            .start(Instant.EPOCH)
            .end(Instant.EPOCH)
            .marks(List.of(passed ? Mark.PASSED : Mark.FAILED))
            .leaked(none)
            .untried(none)
            .idle(none)
            .exposed(none)
            .newcomers(List.of())
            .build();
    return new Trial(answer, new Ask(Ask.Kind.BLOCK, set, List.of(0), Duration.ZERO), 1);
  }

  private void learn(boolean passed, int... blocked) {
    window.learn(trial(passed, blocked), 0, passed);
  }

  /** Takes destination 0 into the list after it passed alone; the chance that the list breaks. */
  private double listed() {
    Candidate member = candidate(0, MEMBER);
    window.add(member);
    learn(true, 0);
    window.merge(member, BREAKAGE);
    double odds = MEMBER / (1 - MEMBER) * CONSTANTS.success() / (1 - CONSTANTS.failure());
    double required = odds / (1 + odds);
    return required + (1 - required) * BREAKAGE;
  }

  private double passes(int required, boolean broken, int blocked, boolean withList) {
    if ((required & blocked) != 0) {
      return CONSTANTS.success();
    }
    double fine = 1 - CONSTANTS.failure();
    return withList && broken
        ? (1 - CONSTANTS.hidden()) * fine + CONSTANTS.hidden() * CONSTANTS.success()
        : fine;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void what_is_believed_is_a_sum_over_every_state(long seed) {
    Random random = new Random(seed);
    double broken = listed();
    assertThat(window.committed(0).broken()).isEqualTo(broken, within(1e-12));
    double[] priors = {0.7, 0.55, 0.1, 0.05};
    for (int slot = 0; slot < priors.length; slot++) {
      window.add(candidate(1 + slot, priors[slot]));
    }
    double[] chances = new double[32];
    for (int state = 0; state < chances.length; state++) {
      chances[state] = state % 2 == 1 ? broken : 1 - broken;
      for (int slot = 0; slot < priors.length; slot++) {
        boolean required = (state >> (slot + 1)) % 2 == 1;
        chances[state] *= required ? priors[slot] : 1 - priors[slot];
      }
    }
    for (int number = 0; number < 12; number++) {
      int blocked = random.nextInt(16);
      boolean withList = random.nextBoolean();
      boolean passed = random.nextInt(3) > 0;
      learn(passed, members(blocked, withList));
      for (int state = 0; state < chances.length; state++) {
        double pass = passes(state >> 1, state % 2 == 1, blocked, withList);
        chances[state] *= passed ? pass : 1 - pass;
      }
    }
    double sum = Arrays.stream(chances).sum();
    double[] expected = Arrays.stream(chances).map(chance -> chance / sum).toArray();
    assertThat(window.committed(0).states()).containsExactly(expected, within(1e-12));
  }

  /** Slot k is destination k + 1, and destination 0 is the list. */
  private static int[] members(int blocked, boolean withList) {
    return IntStream.range(0, 5)
        .filter(number -> number == 0 ? withList : (blocked >> (number - 1)) % 2 == 1)
        .toArray();
  }

  @Test
  void a_part_of_the_list_or_what_is_unknown_tells_nothing() {
    listed();
    Candidate second = candidate(6, 0.1);
    window.add(second);
    window.merge(second, BREAKAGE);
    window.add(candidate(1, 0.7));
    double[] before = window.committed(0).states().clone();
    learn(false, 0, 1); // one of the two members
    learn(false, 1, 9); // neither in the window nor listed
    assertThat(window.committed(0).states()).containsExactly(before);
    learn(false, 0, 6, 1);
    assertThat(window.committed(0).required(0)).isGreaterThan(0.7);
  }

  @Test
  void a_destination_that_leaves_takes_nothing_of_what_is_known_of_the_others() {
    List<Candidate> candidates = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      candidates.add(candidate(number, 0.2 + 0.2 * number));
      window.add(candidates.get(number));
    }
    learn(true, 0);
    learn(false, 1);
    learn(false, 2);
    learn(true, 2);
    double first = window.committed(0).required(0);
    double last = window.committed(0).required(2);
    window.drop(candidates.get(1));
    assertThat(window.committed(0).required(0)).isEqualTo(first, within(1e-12));
    assertThat(window.committed(0).required(1)).isEqualTo(last, within(1e-12));
  }

  @Test
  void failures_that_wait_are_seen_and_not_kept() {
    window.add(candidate(0, 0.4));
    Trial waiting = trial(false, 0);
    waiting.mark(0, Mark.PENDING);
    double odds = 0.4 / 0.6 * (1 - CONSTANTS.success()) / CONSTANTS.failure();
    assertThat(window.views(List.of(waiting)).get(0).required(0))
        .isEqualTo(odds / (1 + odds), within(1e-12));
    assertThat(window.committed(0).required(0)).isEqualTo(0.4, within(1e-12));
  }
}
