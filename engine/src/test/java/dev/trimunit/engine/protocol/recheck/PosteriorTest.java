// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.recheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The posterior against a table that holds every explanation, written out one by one. */
class PosteriorTest {
  private static final int MEMBERS = 3;
  private static final int USAGES = 2;

  /** One explanation: what it has of chance, and how likely each outcome is under it. */
  private record Explanation(
      double prior, int culprit, boolean alone, int scope, double rate, int since, Way way) {
    boolean breaks(Seen trial) {
      if (culprit < 0 || trial.night() > since) {
        return false;
      }
      for (int i = 0; i < culprit && !alone; i++) {
        if (!trial.blocked().get(i)) {
          return false;
        }
      }
      return trial.blocked().get(culprit);
    }
  }

  private record Way(double weight, double before, double late, int since) {}

  private static List<Way> ways(Problem.History history, int nights) {
    double[] usual = {0.01, 0.03, 0.05, 0.08, 0.11};
    double[] weights = new double[usual.length];
    double sum = 0;
    for (int i = 0; i < usual.length; i++) {
      weights[i] = Math.pow(usual[i], history.failed()) * Math.pow(1 - usual[i], history.passed());
      sum += weights[i];
    }
    double mean = 0;
    List<Way> ways = new ArrayList<>();
    for (int i = 0; i < usual.length; i++) {
      mean += weights[i] / sum * usual[i];
      ways.add(new Way(weights[i] / sum * (1 - 0.0125 * nights), usual[i], usual[i], -1));
    }
    for (double late : new double[] {0.16, 0.22, 0.28, 0.34}) {
      for (int since = 0; since < nights; since++) {
        ways.add(new Way(0.0125 / 4, mean, late, since));
      }
    }
    return ways;
  }

  private static List<Explanation> explanations(Problem.History history, int nights) {
    double[] rates = {1, 0.6, 0.45, 0.3};
    double[] shares = {0.6, 0.1, 0.15, 0.15};
    List<Explanation> all = new ArrayList<>();
    for (Way way : ways(history, nights)) {
      double nothing = way.weight() * (1 - 0.03 * nights);
      all.add(new Explanation(nothing, -1, true, USAGES, 1, 0, way));
      for (int k = 0; k < MEMBERS; k++) {
        for (int scope = 0; scope <= USAGES; scope++) {
          for (int rate = 0; rate < rates.length; rate++) {
            for (int since = 0; since < nights; since++) {
              double prior =
                  way.weight()
                      * 0.03
                      / MEMBERS
                      * (scope == USAGES ? 0.5 : 0.5 / USAGES)
                      * shares[rate];
              all.add(new Explanation(prior * 0.9, k, true, scope, rates[rate], since, way));
              all.add(new Explanation(prior * 0.1, k, false, scope, rates[rate], since, way));
            }
          }
        }
      }
    }
    return all;
  }

  /** The chance of the outcome of one trial, over everything that may have happened in it. */
  private static double chance(Explanation e, Seen trial) {
    double f = trial.night() <= e.way().since() ? e.way().late() : e.way().before();
    double common = f / 2;
    double own = 1 - (1 - f) / (1 - common);
    double met = e.breaks(trial) ? e.rate() : 0;
    return met * chance(e, trial, true, common, own)
        + (1 - met) * chance(e, trial, false, common, own);
  }

  private static double chance(Explanation e, Seen trial, boolean met, double common, double own) {
    double all = common;
    double each = 1 - common;
    for (int j = 0; j < USAGES; j++) {
      boolean passed = trial.passed().get(j);
      if (!passed && !trial.failed().get(j)) {
        continue;
      }
      boolean broken = met && (e.scope() == USAGES || e.scope() == j);
      double passes = broken ? 0.015 : 1 - own;
      all *= broken ? (passed ? 0.015 : 0.985) : (passed ? 0 : 1);
      each *= passed ? passes : 1 - passes;
    }
    return all + each;
  }

  private static BitSet bits(long word) {
    return BitSet.valueOf(new long[] {word});
  }

  private static List<Seen> random(SplittableRandom random, int nights) {
    List<Seen> seen = new ArrayList<>();
    int trials = 1 + random.nextInt(8);
    for (int t = 0; t < trials; t++) {
      BitSet passed = bits(random.nextInt(1 << USAGES));
      BitSet failed = bits(random.nextInt(1 << USAGES));
      failed.andNot(passed);
      seen.add(
          new Seen(random.nextInt(nights), bits(random.nextInt(1 << MEMBERS)), passed, failed));
    }
    return seen;
  }

  @RepeatedTest(40)
  void agrees_with_the_table_of_all_explanations(RepetitionInfo info) {
    SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
    int nights = 1 + random.nextInt(3);
    Problem.History history = new Problem.History(random.nextInt(60), random.nextInt(5));
    List<Seen> seen = random(random, nights);
    Posterior found =
        Posterior.of(bits((1 << MEMBERS) - 1), USAGES, nights, seen, new Flakiness(history, 0));
    double total = 0;
    double none = 0;
    double risen = 0;
    double[] culprit = new double[MEMBERS];
    double[] alone = new double[MEMBERS];
    double[] first = new double[MEMBERS];
    for (Explanation e : explanations(history, nights)) {
      double weight = e.prior();
      for (Seen trial : seen) {
        weight *= chance(e, trial);
      }
      total += weight;
      risen += e.way().since() >= 0 ? weight : 0;
      none += e.culprit() < 0 ? weight : 0;
      if (e.culprit() >= 0) {
        culprit[e.culprit()] += weight;
        alone[e.culprit()] += e.alone() ? weight : 0;
        first[e.culprit()] += e.scope() == USAGES || e.scope() == 0 ? weight : 0;
      }
    }
    assertThat(found.none()).isCloseTo(none / total, within(1e-9));
    assertThat(found.risen()).isCloseTo(risen / total, within(1e-9));
    for (int k = 0; k < MEMBERS; k++) {
      assertThat(found.culprit(k)).isCloseTo(culprit[k] / total, within(1e-9));
      assertThat(found.single(k)).isCloseTo(alone[k] / culprit[k], within(1e-9));
      assertThat(found.usage(k, 0)).isCloseTo(first[k] / culprit[k], within(1e-9));
    }
  }

  @Test
  void each_pass_makes_the_list_more_likely_fine_and_a_failure_less() {
    Flakiness usual = new Flakiness(new Problem.History(0, 0), 0);
    Seen pass = new Seen(0, bits(7), bits(3), new BitSet());
    Seen failure = new Seen(0, bits(7), bits(1), bits(2));
    double one = Posterior.of(bits(7), USAGES, 1, List.of(pass), usual).none();
    double two = Posterior.of(bits(7), USAGES, 1, List.of(pass, pass), usual).none();
    double broken = Posterior.of(bits(7), USAGES, 1, List.of(pass, failure), usual).none();
    assertThat(one).isGreaterThan(0.97).isLessThan(two);
    assertThat(broken).isLessThan(one);
  }

  @Test
  void an_empty_list_breaks_nothing() {
    Flakiness usual = new Flakiness(new Problem.History(0, 0), 0);
    assertThat(Posterior.of(new BitSet(), USAGES, 1, List.of(), usual).none()).isEqualTo(1);
  }
}
