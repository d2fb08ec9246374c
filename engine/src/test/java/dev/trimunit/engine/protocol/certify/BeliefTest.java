// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A belief says what a list of every possible case says, each with its weight. */
final class BeliefTest {
  private static final Belief.Passes PASSES = new Belief.Passes(0.92, 0.4675, 0.015);

  /** What may be the case: these destinations are required, and the list breaks the usage. */
  private record Case(Set<Integer> required, boolean broken, double weight) {
    Case times(double factor) {
      return new Case(required, broken, weight * factor);
    }

    Case with(int destination) {
      Set<Integer> more = new HashSet<>(required);
      more.add(destination);
      return new Case(more, broken, weight);
    }

    Case without(int destination) {
      Set<Integer> fewer = new HashSet<>(required);
      fewer.remove(destination);
      return new Case(fewer, broken, weight);
    }

    Case broken(boolean now) {
      return new Case(required, now, weight);
    }
  }

  private final Belief belief = new Belief();
  private final List<Integer> window = new ArrayList<>();
  private List<Case> cases = List.of(new Case(Set.of(), false, 1));
  private int next;

  private interface Becomes {
    List<Case> of(Case one);
  }

  private void each(Becomes becomes) {
    cases = cases.stream().flatMap(one -> becomes.of(one).stream()).toList();
  }

  private void add() {
    int fresh = next++;
    belief.add();
    window.add(fresh);
    each(one -> List.of(one, one.with(fresh)));
  }

  private void learn(Random random) {
    boolean withListed = random.nextBoolean();
    boolean passed = random.nextBoolean();
    int blocked = random.nextInt(1 << window.size());
    belief.learn(blocked, withListed, passed, PASSES);
    each(
        one -> {
          boolean meets = one.required().stream().anyMatch(d -> blocks(blocked, d));
          double pass = meets ? 0.015 : withListed && one.broken() ? 0.4675 : 0.92;
          return List.of(one.times(passed ? pass : 1 - pass));
        });
  }

  private boolean blocks(int blocked, int destination) {
    return (blocked >> window.indexOf(destination) & 1) == 1;
  }

  private void hear(int slot, double chance) {
    int destination = window.get(slot);
    belief.hear(slot, chance);
    each(one -> List.of(one.times(one.required().contains(destination) ? chance : 1 - chance)));
  }

  private void drop(int slot) {
    int destination = window.remove(slot);
    belief.drop(slot);
    each(one -> List.of(one.without(destination)));
  }

  private void merge(int slot) {
    int destination = window.remove(slot);
    belief.merge(slot, 0.0125);
    each(
        one -> {
          boolean breaks = one.broken() || one.required().contains(destination);
          Case left = one.without(destination);
          return breaks
              ? List.of(left.broken(true))
              : List.of(left.times(1 - 0.0125), left.times(0.0125).broken(true));
        });
  }

  private double chance(Predicate<Case> what) {
    double all = cases.stream().mapToDouble(Case::weight).sum();
    return cases.stream().filter(what).mapToDouble(Case::weight).sum() / all;
  }

  private void step(Random random) {
    int slot = window.isEmpty() ? 0 : random.nextInt(window.size());
    switch (window.isEmpty() ? 0 : random.nextInt(8)) {
      case 0, 1 -> {
        if (window.size() < 6) {
          add();
        }
      }
      case 2 -> drop(slot);
      case 3 -> merge(slot);
      case 4 -> hear(slot, random.nextDouble());
      default -> learn(random);
    }
  }

  private void isAsListed() {
    assertThat(belief.broken()).isCloseTo(chance(Case::broken), within(1e-9));
    for (int slot = 0; slot < window.size(); slot++) {
      int destination = window.get(slot);
      assertThat(belief.required(slot))
          .isCloseTo(chance(one -> one.required().contains(destination)), within(1e-9));
    }
    double[] clean = belief.fine(0);
    double[] broken = belief.fine(1);
    for (int set = 0; set < 1 << window.size(); set++) {
      int blocked = set;
      Predicate<Case> fine = one -> one.required().stream().noneMatch(d -> blocks(blocked, d));
      Predicate<Case> exactly =
          one -> window.stream().allMatch(d -> one.required().contains(d) == blocks(blocked, d));
      assertThat(clean[set]).isCloseTo(chance(fine.and(c -> !c.broken())), within(1e-9));
      assertThat(broken[set]).isCloseTo(chance(fine.and(Case::broken)), within(1e-9));
      assertThat(belief.sets()[set]).isCloseTo(chance(exactly), within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatever_happens_it_says_what_the_list_of_cases_says(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 4; i++) {
      add();
    }
    for (int i = 0; i < 30 && cases.size() < 4000; i++) {
      step(random);
    }
    isAsListed();
  }
}
