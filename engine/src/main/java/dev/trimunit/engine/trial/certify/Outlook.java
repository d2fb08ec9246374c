// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial.certify;

import java.util.BitSet;
import java.util.List;

/**
 * About how many trials more it takes, by what is open. The figures are fitted to 1,000 campaigns
 * of cameras to TVs, of the populations on which protocols are measured: least squares, and the
 * quantile of .975. What is decided tells little of a campaign's end: whether the blocklist as a
 * whole is sound tells more, for it takes trials until nothing speaks against it.
 */
final class Outlook {
  private static final Weights ON_AVERAGE = new Weights(1.6, 1.5, 0, 3, 9, 2);
  private static final Weights AT_MOST = new Weights(2.6, 2.4, 1.2, 7.4, 16, 12);
  private final Constants constants;
  private final Problem problem;
  private final List<Candidate> candidates;
  private final Window window;
  private final Soak soak;

  /**
   * Trials for each thing that is open.
   *
   * @param decision for a destination that is not decided
   * @param proof for a failure alone that a required one lacks
   * @param doubt for each e-fold by which the blocklist is more doubtful than it may be
   * @param lastDoubt the same when all is decided: then the soak runs until it is not
   * @param contaminated if the decisions hold the blocklist to be spoilt
   * @param end however little is open
   */
  private record Weights(
      double decision,
      double proof,
      double doubt,
      double lastDoubt,
      double contaminated,
      double end) {}

  Outlook(
      Constants constants, Problem problem, List<Candidate> candidates, Window window, Soak soak) {
    this.constants = constants;
    this.problem = problem;
    this.candidates = candidates;
    this.window = window;
    this.soak = soak;
  }

  /** On average. */
  double trials() {
    return trials(ON_AVERAGE);
  }

  /** What two or three of a hundred campaigns exceed. */
  double atMost() {
    return trials(AT_MOST);
  }

  private double trials(Weights weights) {
    long open = candidates.stream().filter(candidate -> candidate.stands(Standing.OPEN)).count();
    int proofs = candidates.stream().mapToInt(this::lacking).sum();
    return weights.end
        + weights.decision * open
        + weights.proof * proofs
        + (open == 0 ? weights.lastDoubt : weights.doubt) * doubt()
        + weights.contaminated * contaminated();
  }

  private int lacking(Candidate candidate) {
    int most = 0;
    for (int usage = 0; usage < problem.usages(); usage++) {
      if (candidate.standing(usage) == Standing.REQUIRED) {
        most = Math.max(most, constants.proofs() - candidate.failedAlone(usage));
      }
    }
    return most;
  }

  /** How many times e the odds that the blocklist breaks a usage are above what they may be. */
  private double doubt() {
    BitSet accepted = window.accepted();
    if (!constants.soak() || accepted.isEmpty()) {
      return 0;
    }
    Suspicion suspicion = soak.suspicion();
    double most = 0;
    for (int usage = 0; usage < problem.usages(); usage++) {
      most = Math.max(most, suspicion.probability(usage));
    }
    double allowed = constants.jointError(candidates.size());
    return most <= allowed ? 0 : logOdds(Math.min(most, 0.9999)) - logOdds(allowed);
  }

  private static double logOdds(double probability) {
    return Math.log(probability / (1 - probability));
  }

  private double contaminated() {
    double most = 0;
    for (int usage = 0; usage < problem.usages(); usage++) {
      most = Math.max(most, window.committed(usage).contaminated());
    }
    return most;
  }
}
