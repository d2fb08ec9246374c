// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.journal.CampaignStopped;
import dev.trimunit.engine.model.TrialRecord;

/**
 * Trials that are under way at once, one on each of several units of a device, in a lab whose time
 * is real. Used by one thread.
 */
public interface TrialsAtOnce {
  /** A trial that is over, and what was asked for. */
  record Ended(TrialRequest request, TrialRecord trial) {}

  /**
   * Begins a trial on its unit, on which none is under way, and does not wait for its end.
   *
   * @throws CampaignStopped if no further trial is to be had; those under way go on to their ends
   */
  void begin(TrialRequest request);

  /** Whether the end of any is still to be heard of. */
  boolean underWay();

  /**
   * Waits for the one that ends next.
   *
   * @throws CampaignStopped if it could not be brought to its end, or none may follow it; then it
   *     is under way no more
   */
  Ended await();
}
