// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.trial.TrialOracle;

/**
 * A way of settling verdicts, chosen by {@code trimunit.protocol}. Pure: the same question and the
 * same answers of the oracle give the same requests and the same verdicts.
 */
public interface Protocol {
  /** The value of {@code trimunit.protocol} that chooses it. */
  String key();

  /** How many trials it is expected to ask for, roughly. */
  double expectedTrials(Question question);

  /**
   * Asks for trials until every (destination, usage) is settled, and tells each verdict as soon as
   * it is.
   *
   * @throws CampaignStopped as thrown by the oracle; what is settled until then has been told
   */
  void settle(Question question, TrialOracle oracle, Findings findings);
}
