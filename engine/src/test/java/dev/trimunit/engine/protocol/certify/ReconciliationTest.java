// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a list may hide, and the search for it, are those of a table of every explanation, each with
 * the chance of every trial.
 */
final class ReconciliationTest {
  private static final double SHARE = 0.035;
  private static final double[] RATES = {1, 0.8, 0.6, 0.4, 0.3};
  private static final double[] SHARES = {
    1 - SHARE, SHARE * 0.95 / 3, SHARE * 0.95 / 3, SHARE * 0.95 / 3, SHARE * 0.05
  };

  /** The members, in ascending order of their priors. */
  private static final List<Candidate> ORDER =
      List.of(candidate(2, 0.1), candidate(0, 0.2), candidate(3, 0.4), candidate(1, 0.6));

  private final Noise noise = new Noise(Constants.standard(0.01));
  private final List<Trial> log = new ArrayList<>();
  private final List<Explanation> explanations = new ArrayList<>();

  private static Candidate candidate(int number, double prior) {
    return new Candidate(number, prior, new double[] {prior});
  }

  /** The list fails at a rate if all of these are blocked; last is where the search ends. */
  private record Explanation(BitSet needs, int last, double rate, double before) {
    double passes(BitSet blocked, Noise noise) {
      BitSet missing = (BitSet) needs.clone();
      missing.andNot(blocked);
      boolean felt = !needs.isEmpty() && missing.isEmpty();
      return felt ? noise.success(rate) : 1 - noise.failure();
    }
  }

  private void explain() {
    explanations.add(new Explanation(new BitSet(), -1, 0, 1));
    for (int k = 0; k < ORDER.size(); k++) {
      double prior = ORDER.get(k).prior(0);
      for (int q = 0; q < RATES.length; q++) {
        double before = prior / (1 - prior) * SHARES[q];
        explanations.add(new Explanation(set(k, k + 1), k, RATES[q], before));
      }
      if (k > 0) {
        explanations.add(new Explanation(set(0, k + 1), k, 1, 0.05 * k / 6));
      }
    }
  }

  /** Some of the members, by their places in the order. */
  private static BitSet set(int from, int to) {
    BitSet set = new BitSet();
    ORDER.subList(from, to).forEach(member -> set.set(member.number()));
    return set;
  }

  private void trials(Random random) {
    for (int number = 1; number <= 12; number++) {
      BitSet blocked = BitSet.valueOf(new long[] {1 + random.nextInt(15)});
      Mark mark = random.nextInt(3) > 0 ? Mark.PASSED : Mark.FAILED;
      BitSet none = new BitSet();
      Instant then = Instant.EPOCH;
      Answer answer =
          AnswerBuilder.stagedBuilder()
              .number(number)
              .start(then)
              .end(then)
              .marks(List.of(mark))
              .leaked(none)
              .untried(none)
              .idle(none)
              .exposed(none)
              .newcomers(List.of())
              .build();
      log.add(new Trial(answer, new Ask(Ask.Kind.BLOCK, blocked, List.of(0), Duration.ZERO), 1));
    }
  }

  /** The chance of each explanation, over all noise that is possible. */
  private double[] chances() {
    double[] chances = new double[explanations.size()];
    for (Noise possible : noise.possible()) {
      for (int i = 0; i < chances.length; i++) {
        double likely = Math.exp(possible.plausibility()) * explanations.get(i).before();
        for (Trial trial : log) {
          double pass = explanations.get(i).passes(trial.blocked(), possible);
          likely *= trial.mark(0) == Mark.PASSED ? pass : 1 - pass;
        }
        chances[i] += likely;
      }
    }
    double all = IntStream.range(0, chances.length).mapToDouble(i -> chances[i]).sum();
    return IntStream.range(0, chances.length).mapToDouble(i -> chances[i] / all).toArray();
  }

  private double chance(double[] chances, Predicate<Explanation> which) {
    return IntStream.range(0, chances.length)
        .filter(i -> which.test(explanations.get(i)))
        .mapToDouble(i -> chances[i])
        .sum();
  }

  private Suspicion suspicion() {
    List<Candidate> all = List.of(ORDER.get(1), ORDER.get(3), ORDER.get(0), ORDER.get(2));
    return new Suspicion(
        all, set(0, ORDER.size()), noise, Constants.standard(0.01), 1, SHARE, List.copyOf(log));
  }

  /** What a trial of a prefix tells, by the definition of information. */
  private double tells(double[] chances, int length) {
    double[] passes =
        explanations.stream()
            .mapToDouble(
                one ->
                    one.last() >= 0 && one.last() < length
                        ? noise.success(one.rate())
                        : 1 - noise.failure())
            .toArray();
    double pass = IntStream.range(0, passes.length).mapToDouble(i -> chances[i] * passes[i]).sum();
    return IntStream.range(0, passes.length)
        .mapToDouble(
            i ->
                chances[i]
                    * (passes[i] * Math.log(passes[i] / pass)
                        + (1 - passes[i]) * Math.log((1 - passes[i]) / (1 - pass))))
        .sum();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void suspicion_is_that_of_a_table_of_explanations(long seed) {
    explain();
    trials(new Random(seed));
    double[] chances = chances();
    Suspicion suspicion = suspicion();

    assertThat(suspicion.probability(0)).isCloseTo(1 - chances[0], within(1e-5));
    for (int k = 0; k < ORDER.size(); k++) {
      int last = k;
      assertThat(suspicion.alone(0, ORDER.get(k)))
          .isCloseTo(
              chance(chances, e -> e.last() == last && e.needs().cardinality() == 1), within(1e-5));
      assertThat(suspicion.together(0, ORDER.get(k)))
          .isCloseTo(
              chance(chances, e -> e.last() == last && e.needs().cardinality() > 1), within(1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void the_search_tries_the_prefix_that_tells_most_and_ends_at_the_likeliest(long seed) {
    explain();
    trials(new Random(seed));
    double[] chances = chances();
    Reconciliation search = new Reconciliation(suspicion(), 0, 0.9, noise);
    double most = 0;
    double likeliest = 0;
    for (int k = 0; k < ORDER.size(); k++) {
      int last = k;
      most = Math.max(most, tells(chances, k + 1));
      likeliest = Math.max(likeliest, chance(chances, e -> e.last() == last));
    }
    double best = likeliest;

    assertThat(tells(chances, search.next().cardinality())).isCloseTo(most, within(1e-6));
    assertThat(search.found().isPresent()).isEqualTo(chances[0] <= 0.95);
    search
        .found()
        .ifPresent(
            found -> {
              int last = ORDER.indexOf(found.culprit());
              assertThat(chance(chances, e -> e.last() == last)).isCloseTo(best, within(1e-5));
              assertThat(found.prefix()).isEqualTo(set(0, last + 1));
            });
    assertThat(search.open()).isEqualTo(chances[0] <= 0.95 && likeliest <= 0.9);
  }
}
