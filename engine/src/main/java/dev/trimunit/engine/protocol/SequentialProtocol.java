// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.trial.TrialOracle;
import java.util.List;

/**
 * Wald's sequential probability ratio test, one destination at a time: stops as soon as the error
 * bound is met. Usages of one vantage share a trial until each is settled.
 */
final class SequentialProtocol implements Protocol {
  /** With 8 % failures, 99.99 % of the tests end before. */
  static final int MOST_TRIALS = 30;

  private static final int MOST_VOID = 10;
  private static final double USUAL_TRIALS = 2.2;

  @Override
  public String key() {
    return "sequential";
  }

  @Override
  public double expectedTrials(Question question) {
    return USUAL_TRIALS * OneByOne.trialsOfOneRound(question);
  }

  @Override
  public void settle(Question question, TrialOracle oracle, Findings findings) {
    OneByOne trials = new OneByOne(question, oracle, findings, MOST_VOID);
    double enough = Math.log((1 - question.errorBound()) / question.errorBound());
    for (Destination destination : trials.open()) {
      while (!trials.openUsages(destination).isEmpty()) {
        for (List<Usage> usages : trials.openUsages(destination)) {
          trials.ask(destination, usages).forEach(tally -> settle(tally, enough, trials));
        }
      }
    }
  }

  private static void settle(Tally tally, double enough, OneByOne trials) {
    double evidence = tally.evidence(Noise.ASSUMED);
    if (Math.abs(evidence) >= enough) {
      VerdictKind kind = evidence > 0 ? VerdictKind.BLOCKABLE : VerdictKind.REQUIRED;
      trials.settle(tally, kind, Noise.wrong(Math.abs(evidence)));
    } else if (tally.spent() || tally.trials() == MOST_TRIALS) {
      trials.settle(tally, VerdictKind.INCONCLUSIVE, 1);
    }
  }
}
