// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The coupled beliefs are those of a sum over every way in which usages may require destinations.
 */
final class CouplingTest {
  private final Random random = new Random(18);
  private final List<Candidate> slots = new ArrayList<>();
  private final List<Evidence> evidence = new ArrayList<>();

  /** The usages of each destination: all that contact it may require it, or some, or none. */
  private static double prior(Candidate candidate, int users, int usages) {
    double every = usages == 1 ? 1 : 0.8;
    double some = usages == 1 ? 0 : 0.2 / (1 - Math.pow(0.5, usages));
    double all = candidate.rank() * every;
    double each = candidate.rank() * some;
    for (int usage = 0; usage < usages; usage++) {
      double contacts =
          Math.min(1, candidate.prior(usage) / (candidate.rank() * (every + some / 2)));
      boolean needs = (users >> usage & 1) == 1;
      all *= needs ? contacts : 1 - contacts;
      each *= needs ? contacts / 2 : 1 - contacts / 2;
    }
    double none = users == 0 ? 1 - candidate.rank() * (every + some) : 0;
    return none + all + each;
  }

  private void problem(int destinations, int usages) {
    for (int i = 0; i < destinations; i++) {
      double rank = 0.05 + 0.65 * random.nextDouble();
      double[] priors = new double[usages];
      for (int usage = 0; usage < usages; usage++) {
        priors[usage] = random.nextInt(4) == 0 ? 0.02 : rank * 0.9;
      }
      slots.add(new Candidate(i, rank, priors));
    }
    Noise noise = new Noise(Constants.standard(0.01));
    for (int usage = 0; usage < usages; usage++) {
      Evidence one = new Evidence();
      slots.forEach(slot -> one.both(Belief::add));
      one.both(belief -> belief.broken(0.1));
      for (int trial = 0; trial < 6; trial++) {
        int blocked = random.nextInt(1 << destinations);
        one.learn(blocked, random.nextBoolean(), random.nextInt(3) > 0, noise, 0.5);
      }
      evidence.add(one);
    }
  }

  /** By usage and state. */
  private double[][] sums() {
    int usages = evidence.size();
    double[][] sums = new double[usages][2 << slots.size()];
    add(sums, new int[usages], 0, 1);
    for (double[] one : sums) {
      double all = java.util.Arrays.stream(one).sum();
      for (int state = 0; state < one.length; state++) {
        one[state] /= all;
      }
    }
    return sums;
  }

  /** Adds all ways to go on after some destinations: by usage, those of them that it requires. */
  private void add(double[][] sums, int[] required, int slot, double prior) {
    int usages = evidence.size();
    if (slot == slots.size()) {
      for (int usage = 0; usage < usages; usage++) {
        double others = prior;
        for (int other = 0; other < usages; other++) {
          others *= other == usage ? 1 : evidence.get(other).told().sets()[required[other]];
        }
        for (int broken = 0; broken < 2; broken++) {
          int state = 2 * required[usage] + broken;
          sums[usage][state] += others * evidence.get(usage).own().states()[state];
        }
      }
      return;
    }
    for (int users = 0; users < 1 << usages; users++) {
      int[] more = required.clone();
      for (int usage = 0; usage < usages; usage++) {
        more[usage] |= (users >> usage & 1) << slot;
      }
      add(sums, more, slot + 1, prior * prior(slots.get(slot), users, usages));
    }
  }

  @ParameterizedTest
  @CsvSource({"6, 1", "1, 5", "3, 3", "6, 2"})
  void usages_tell_each_other_what_a_sum_over_all_ways_tells(int destinations, int usages) {
    problem(destinations, usages);
    List<Belief> coupled = new Coupling(slots, usages).couple(evidence);
    double[][] sums = sums();
    for (int usage = 0; usage < usages; usage++) {
      assertThat(coupled.get(usage).states()).containsExactly(sums[usage], within(1e-12));
    }
  }
}
