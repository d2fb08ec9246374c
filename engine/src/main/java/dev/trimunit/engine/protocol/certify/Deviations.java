// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a usage needs a destination on one unit only, or on all but one, against that all units
 * are alike and need it never, always, or in a share of the trials.
 */
final class Deviations {
  /** So much likelier, a logarithm, is what is looked at. */
  private static final double ALARM = Math.log(20);

  /** So often a unit has to differ: one odd trial is noise. */
  private static final int LEAST = 2;

  private static final double[] RATES = {0, 0.25, 0.5, 0.75, 1};
  private final TrialLog trialLog;
  private final List<Candidate> candidates;
  private final int usages;
  private final double failure;
  private final double luck;
  private double best;
  private @Nullable Deviation found;

  Deviations(TrialLog trialLog, List<Candidate> candidates, int usages, Noise noise) {
    this.trialLog = trialLog;
    this.candidates = candidates;
    this.usages = usages;
    this.failure = noise.failure();
    this.luck = noise.success();
  }

  /** The likeliest, if there is one. */
  Optional<Deviation> find() {
    best = ALARM;
    found = null;
    if (trialLog.units().several()) {
      for (int usage = 0; usage < usages; usage++) {
        for (Candidate candidate : candidates) {
          consider(usage, candidate);
        }
      }
    }
    return Optional.ofNullable(found);
  }

  private void consider(int usage, Candidate candidate) {
    List<Trial> telling =
        trialLog.log().stream().filter(t -> tells(t, usage, candidate.number())).toList();
    double alike = Double.NEGATIVE_INFINITY;
    for (double rate : RATES) {
      alike = Math.max(alike, chance(telling, usage, rate));
    }
    for (int unit : trialLog.units().active().stream().toArray()) {
      List<Trial> here = telling.stream().filter(t -> t.unit() == unit).toList();
      List<Trial> others = telling.stream().filter(t -> t.unit() != unit).toList();
      if (here.size() >= LEAST && others.size() >= LEAST) {
        offer(
            usage,
            candidate,
            here,
            others,
            true,
            chance(here, usage, 1) + chance(others, usage, 0) - alike);
        offer(
            usage,
            candidate,
            here,
            others,
            false,
            chance(here, usage, 0) + chance(others, usage, 1) - alike);
      }
    }
  }

  /** Whether nothing else in it could have made the usage fail, as far as is known. */
  private boolean tells(Trial trial, int usage, int number) {
    boolean counts = trial.mark(usage) == Mark.PASSED || trial.mark(usage) == Mark.FAILED;
    return counts
        && trial.number() > 0
        && trial.blocks(number)
        && trial.blocked().stream()
            .allMatch(i -> i == number || candidates.get(i).standing(usage) == Standing.FINE);
  }

  private double chance(List<Trial> trials, int usage, double rate) {
    double pass = (1 - rate) * (1 - failure) + rate * luck;
    double sum = 0;
    for (Trial trial : trials) {
      sum += Math.log(trial.mark(usage) == Mark.PASSED ? pass : 1 - pass);
    }
    return sum;
  }

  private void offer(
      int usage,
      Candidate candidate,
      List<Trial> here,
      List<Trial> others,
      boolean more,
      double odds) {
    if (odds > best) {
      best = odds;
      found =
          new Deviation(
              here.get(0).unit(),
              usage,
              suspects(usage, candidate.number(), here, more),
              more,
              tally(here, usage),
              tally(others, usage),
              odds);
    }
  }

  /** What was blocked in each failure of the unit, and did not pass there more often, may be it. */
  private BitSet suspects(int usage, int likeliest, List<Trial> here, boolean more) {
    BitSet suspects = new BitSet();
    suspects.set(likeliest);
    if (more) {
      here.stream()
          .filter(trial -> trial.mark(usage) == Mark.FAILED)
          .map(trial -> (BitSet) trial.blocked().clone())
          .reduce(Deviations::both)
          .ifPresent(suspects::or);
      long passed = passed(here.get(0).unit(), usage, likeliest);
      for (int number : suspects.stream().toArray()) {
        suspects.set(number, passed(here.get(0).unit(), usage, number) <= passed);
      }
    }
    return suspects;
  }

  private static BitSet both(BitSet one, BitSet other) {
    BitSet both = (BitSet) one.clone();
    both.and(other);
    return both;
  }

  private long passed(int unit, int usage, int number) {
    return trialLog.log().stream()
        .filter(trial -> trial.unit() == unit && trial.blocks(number))
        .filter(trial -> trial.mark(usage) == Mark.PASSED)
        .count();
  }

  private static Deviation.Tally tally(List<Trial> trials, int usage) {
    List<Integer> numbers = new ArrayList<>();
    trials.stream().filter(t -> t.mark(usage) == Mark.PASSED).forEach(t -> numbers.add(t.number()));
    int passed = numbers.size();
    trials.stream().filter(t -> t.mark(usage) != Mark.PASSED).forEach(t -> numbers.add(t.number()));
    return new Deviation.Tally(passed, numbers);
  }
}
