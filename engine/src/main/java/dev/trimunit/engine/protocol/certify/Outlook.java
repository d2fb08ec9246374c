// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.BitSet;
import java.util.List;

/**
 * About how many trials more it takes, by what is open. The figures are fitted to 1,000 campaigns
 * of cameras to TVs, of the populations on which protocols are measured, by least squares. What is
 * decided tells little of a campaign's end: whether the blocklist as a whole is sound tells more,
 * for it takes trials until nothing speaks against it.
 */
final class Outlook {
  /** For a destination that is not decided. */
  private static final double DECISION = 1.6;

  /** For a failure alone that a required destination lacks. */
  private static final double PROOF = 1.5;

  /**
   * When all is decided, for each e-fold by which the blocklist is more doubtful than it may be.
   */
  private static final double DOUBT = 3;

  /** If the decisions hold the blocklist to be broken. */
  private static final double BROKEN = 9;

  /** However little is open. */
  private static final double END = 2;

  private final Constants constants;
  private final Problem problem;
  private final List<Candidate> candidates;
  private final Window window;
  private final ListTrials listTrials;

  Outlook(
      Constants constants,
      Problem problem,
      List<Candidate> candidates,
      Window window,
      ListTrials listTrials) {
    this.constants = constants;
    this.problem = problem;
    this.candidates = candidates;
    this.window = window;
    this.listTrials = listTrials;
  }

  double trials() {
    long open = candidates.stream().filter(candidate -> candidate.stands(Standing.OPEN)).count();
    int proofs = candidates.stream().mapToInt(this::lacking).sum();
    return END
        + DECISION * open
        + PROOF * proofs
        + (open == 0 ? DOUBT * doubt() : 0)
        + BROKEN * broken();
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
    BitSet listed = window.listed();
    if (!constants.listTrials() || listed.isEmpty()) {
      return 0;
    }
    Suspicion suspicion = listTrials.suspicion();
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

  private double broken() {
    double most = 0;
    for (int usage = 0; usage < problem.usages(); usage++) {
      most = Math.max(most, window.committed(usage).broken());
    }
    return most;
  }
}
