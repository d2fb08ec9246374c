// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

/** What one trial says about one usage, and whether it counts. */
public enum Mark {
  /** Worked: counts at once. */
  PASSED,
  /** Failed; counts when a success follows soon enough. */
  PENDING,
  /** Failed between two successes: counts. */
  FAILED,
  /** Failed, perhaps in an outage: does not count. */
  DROPPED,
  /** The lab could not tell, or a block leaked. */
  VOID
}
