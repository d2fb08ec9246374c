// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.model.TrialRecord;

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
}
