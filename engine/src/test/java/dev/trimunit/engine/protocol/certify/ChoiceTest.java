// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The choice is the best by the definition of information, set by set and state by state. */
final class ChoiceTest {
  private static final Constants CONSTANTS = Constants.standard(0.01);
  private final Noise noise = new Noise(CONSTANTS);

  /** What the outcome of a trial tells about the states: the sum that defines it, in nats. */
  static double information(Belief belief, int blocked, boolean with, Noise noise, double hidden) {
    double[] states = belief.states();
    double passes = 0;
    for (int state = 0; state < states.length; state++) {
      passes += states[state] * passes(state, blocked, with, noise, hidden);
    }
    double sum = 0;
    for (int state = 0; state < states.length; state++) {
      double pass = passes(state, blocked, with, noise, hidden);
      sum += states[state] * pass * Math.log(pass / passes);
      sum += states[state] * (1 - pass) * Math.log((1 - pass) / (1 - passes));
    }
    return sum;
  }

  private static double passes(int state, int blocked, boolean with, Noise noise, double hidden) {
    if ((state / 2 & blocked) != 0) {
      return noise.success();
    }
    return with && state % 2 == 1 ? noise.success(hidden) : 1 - noise.failure();
  }

  private double passes(Belief belief, int blocked) {
    double sum = 0;
    for (int state = 0; state < belief.states().length; state++) {
      sum += belief.states()[state] * passes(state, blocked, true, noise, CONSTANTS.hidden());
    }
    return sum;
  }

  /**
   * Anything; or that hardly anything of the window is required, and what the list does is open.
   */
  private static Belief random(Random random, int destinations, boolean decided) {
    Belief belief = new Belief();
    for (int slot = 0; slot < destinations; slot++) {
      belief.add();
    }
    belief.broken(0.2 + 0.6 * random.nextDouble());
    double[] likely = new double[1 << destinations];
    for (int set = 0; set < likely.length; set++) {
      likely[set] = Math.pow(random.nextDouble(), 4);
    }
    likely[0] += decided ? 1000 : 0;
    return belief.with(likely);
  }

  /** The value of a trial of one usage or of both, the more informative one first. */
  private double score(List<Belief> views, int blocked, boolean with, boolean both) {
    List<Double> gains = new ArrayList<>();
    for (Belief view : views) {
      double joint = with ? 1 + 0.2 * passes(view, blocked) : 1;
      gains.add(joint * information(view, blocked, with, noise, CONSTANTS.hidden()));
    }
    double first = Math.max(gains.get(0), gains.get(1));
    double second = Math.min(gains.get(0), gains.get(1));
    double value = both ? (first + second / 2) / 1.25 : first;
    return value * (1 - 0.001 * Integer.bitCount(blocked));
  }

  @ParameterizedTest
  @CsvSource({
    "1, false", "2, false", "3, false", "4, false", "5, false",
    "6, true", "7, true", "8, true", "9, true", "10, true"
  })
  void no_other_trial_tells_more_for_its_cost(long seed, boolean decided) {
    Random random = new Random(seed);
    List<Belief> views = List.of(random(random, 6, decided), random(random, 6, decided));
    double most = 0;
    for (int blocked = 0; blocked < 64; blocked++) {
      for (boolean both : new boolean[] {false, true}) {
        most = Math.max(most, score(views, blocked, true, both));
        most = Math.max(most, blocked == 0 ? 0 : score(views, blocked, false, both));
      }
    }
    Choice choice = new Choice(noise, CONSTANTS.hidden(), (blocked, usage) -> false);
    Choice.Best best = choice.of(views, List.of(List.of(0, 1)), true);

    assertThat(best).isNotNull();
    assertThat(best.score()).isCloseTo(most, within(1e-12));
    assertThat(best.withListed()).as("whether the list is blocked").isEqualTo(decided);
    boolean both = best.usages().size() == 2;
    assertThat(score(views, best.blocked(), best.withListed(), both))
        .isCloseTo(most, within(1e-12));
  }
}
