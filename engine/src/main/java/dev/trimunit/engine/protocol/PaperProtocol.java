// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.trial.TrialOracle;
import java.util.List;
import java.util.Set;

/** The protocol of the ConPro 2020 paper: one by one, 30 repetitions in a row, majority. */
final class PaperProtocol implements Protocol {
  static final int REPETITIONS = 30;

  @Override
  public String key() {
    return "paper";
  }

  @Override
  public double expectedTrials(Question question) {
    return REPETITIONS * question.destinations().values().stream().mapToInt(Set::size).sum();
  }

  @Override
  public void settle(Question question, TrialOracle oracle, Findings findings) {
    OneByOne trials = new OneByOne(question, oracle, findings, REPETITIONS);
    for (Destination destination : trials.open()) {
      for (Usage usage : question.usagesOf(destination)) {
        Tally tally;
        do {
          tally = trials.ask(destination, List.of(usage)).get(0);
        } while (tally.trials() < REPETITIONS && !tally.spent());
        trials.settleByMajority(tally);
      }
    }
  }
}
