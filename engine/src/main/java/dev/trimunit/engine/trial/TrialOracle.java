// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.model.TrialRecord;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Runs one trial and returns its record: a lab, a journal, or a table in a test.
 *
 * <p>The record may say VOID or LEAKED for some or all usages; it is for the protocol to leave
 * those out.
 */
@FunctionalInterface
public interface TrialOracle {
  /**
   * @throws CampaignStopped if no further trial is to be had: cancelled, or the lab is beyond
   *     repair
   */
  TrialRecord run(TrialRequest request);

  /**
   * How trials of several units are under way at once; empty where each is over when it has begun,
   * as in virtual time, and its record tells when that was.
   */
  default Optional<TrialsAtOnce> atOnce() {
    return Optional.empty();
  }

  /** The same asked for something else. */
  default TrialOracle asking(UnaryOperator<TrialRequest> change) {
    return new WrappedOracle(this, change, (request, trial) -> trial);
  }

  /** The same with somebody who hears of each trial, and may show it otherwise. */
  default TrialOracle heardBy(BiFunction<TrialRequest, TrialRecord, TrialRecord> listener) {
    return new WrappedOracle(this, request -> request, listener);
  }
}
