// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.trial.TrialOracle;
import java.util.List;

/**
 * A fixed number of repetitions, majority. One destination after the other, round by round, so that
 * an outage does not hit all repetitions of one verdict; usages of one vantage share a trial.
 */
final class FixedProtocol implements Protocol {
  private static final int LEAST_VOID = 10;
  private final int repetitions;

  FixedProtocol(int repetitions) {
    this.repetitions = repetitions;
  }

  @Override
  public String key() {
    return "fixed-" + repetitions;
  }

  @Override
  public double expectedTrials(Question question) {
    return repetitions * OneByOne.trialsOfOneRound(question);
  }

  @Override
  public void settle(Question question, TrialOracle oracle, Findings findings) {
    OneByOne trials = new OneByOne(question, oracle, findings, Math.max(LEAST_VOID, repetitions));
    while (!trials.open().isEmpty()) {
      for (Destination destination : trials.open()) {
        for (List<Usage> usages : trials.openUsages(destination)) {
          trials.ask(destination, usages).stream()
              .filter(tally -> tally.trials() == repetitions || tally.spent())
              .forEach(trials::settleByMajority);
        }
      }
    }
  }
}
