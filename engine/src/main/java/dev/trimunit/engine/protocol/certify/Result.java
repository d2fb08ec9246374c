// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What CERTIFY found.
 *
 * @param settled one per destination and usage, in their order
 * @param listed the destinations that may be blocked together
 * @param verified whether they passed together for every usage
 * @param jointPasses the least number of passes of a usage with all of them blocked
 * @param jointFailures failures with all of them blocked
 * @param jointTrials the numbers of those trials
 * @param outages outages sat out
 * @param dropped failures that did not count
 * @param failure the chance of a failure without cause that was used in the end
 * @param finished whether it ended before the limit on trials
 */
public record Result(
    List<Settled> settled,
    BitSet listed,
    boolean verified,
    int jointPasses,
    int jointFailures,
    List<Integer> jointTrials,
    int outages,
    int dropped,
    double failure,
    boolean finished) {

  /**
   * What was found about one destination and usage.
   *
   * @param standing {@code OPEN} if it stays undecided
   * @param error the chance that the standing is wrong
   * @param passes trials in which the usage worked with the destination blocked
   * @param failures trials in which it failed with the destination and nothing but listed ones
   *     blocked
   * @param partners what an alternative may not be blocked together with
   * @param obstacle why it stays undecided
   * @param flakiness how often the usage fails by itself, if that is why
   */
  public record Settled(
      int destination,
      int usage,
      Standing standing,
      double error,
      List<Integer> passes,
      List<Integer> failures,
      BitSet partners,
      Obstacle obstacle,
      Optional<Flakiness> flakiness) {}

  /** Why something stays undecided. */
  public enum Obstacle {
    NONE,
    /** Its block leaks. */
    LEAKS,
    /** The device tried it too seldom. */
    SELDOM_TRIED,
    /** The lab cannot tell about the usage, or the usage does not work with nothing blocked. */
    USAGE,
    /** The usage fails by itself so often that this cannot be told from a need. */
    FLAKY,
    /** The limit on trials was reached. */
    LIMIT
  }

  static Result of(Certify run) {
    List<Settled> settled = new ArrayList<>();
    for (Candidate candidate : run.candidates()) {
      for (int usage = 0; usage < run.problem().usages(); usage++) {
        settled.add(settled(run, candidate, usage));
      }
    }
    BitSet listed = (BitSet) run.window().listed().clone();
    run.candidates().stream()
        .filter(candidate -> neverMet(run, candidate))
        .forEach(candidate -> listed.clear(candidate.number()));
    List<Integer> usages = run.kept();
    List<Trial> joint =
        run.trialLog().log().stream()
            .filter(t -> t.covers(listed) && usages.stream().anyMatch(u -> counted(t, u)))
            .toList();
    int passes = usages.stream().mapToInt(u -> count(joint, u, Mark.PASSED)).min().orElse(0);
    List<Trial> exact = joint.stream().filter(trial -> trial.within(listed)).toList();
    int failures = usages.stream().mapToInt(u -> count(exact, u, Mark.FAILED)).sum();
    boolean all = usages.size() == run.problem().usages();
    return new Result(
        settled,
        listed,
        run.finished() && all && passes > 0 && !listed.isEmpty(),
        passes,
        failures,
        joint.stream().map(Trial::number).toList(),
        run.controls().outages(),
        run.trialLog().waiting().dropped(),
        run.noise().failure(),
        run.finished());
  }

  private static boolean counted(Trial trial, int usage) {
    return trial.mark(usage) == Mark.PASSED || trial.mark(usage) == Mark.FAILED;
  }

  private static int count(List<Trial> trials, int usage, Mark mark) {
    return (int) trials.stream().filter(trial -> trial.mark(usage) == mark).count();
  }

  private static Settled settled(Certify run, Candidate candidate, int usage) {
    BitSet within = (BitSet) run.window().listed().clone();
    within.set(candidate.number());
    List<Trial> about =
        run.trialLog().log().stream().filter(t -> t.blocks(candidate.number())).toList();
    Obstacle obstacle = obstacle(run, candidate, usage);
    return new Settled(
        candidate.number(),
        usage,
        obstacle == Obstacle.NONE ? candidate.standing(usage) : Standing.OPEN,
        obstacle == Obstacle.NONE ? error(run, candidate, usage) : 1,
        about.stream().filter(t -> t.mark(usage) == Mark.PASSED).map(Trial::number).toList(),
        about.stream()
            .filter(t -> t.mark(usage) == Mark.FAILED && t.within(within))
            .map(Trial::number)
            .toList(),
        candidate.partners(usage),
        obstacle,
        candidate.doubt(usage));
  }

  /** A member of the list may also be needed now and then only. */
  private static double error(Certify run, Candidate candidate, int usage) {
    boolean member = run.window().listed().get(candidate.number());
    double hidden = member ? run.hidden(usage, candidate) : 0;
    double before = neverMet(run, candidate) ? candidate.prior(usage) : 0;
    return Math.max(before, Math.max(candidate.error(usage), hidden));
  }

  /** Whether its block was there, but the device never tried it: nothing was learnt about it. */
  private static boolean neverMet(Certify run, Candidate candidate) {
    int number = candidate.number();
    List<Trial> log = run.trialLog().log();
    return log.stream().anyMatch(trial -> trial.asked().get(number))
        && log.stream().noneMatch(trial -> trial.met(number));
  }

  private static Obstacle obstacle(Certify run, Candidate candidate, int usage) {
    if (candidate.abandoned()) {
      return candidate.seldomTried() ? Obstacle.SELDOM_TRIED : Obstacle.LEAKS;
    }
    if (run.trialLog().lost(usage)) {
      return Obstacle.USAGE;
    }
    if (candidate.doubt(usage).isPresent()) {
      return Obstacle.FLAKY;
    }
    boolean proven =
        switch (candidate.standing(usage)) {
          case OPEN -> false;
          case FINE -> run.finished() || !run.window().listed().get(candidate.number());
          case REQUIRED -> candidate.failedAlone(usage) >= run.proofs();
          case INTERMITTENT, ALTERNATIVE -> true;
        };
    return proven ? Obstacle.NONE : Obstacle.LIMIT;
  }
}
