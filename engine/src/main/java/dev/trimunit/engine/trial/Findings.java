// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.model.Verdict;

/** Where a protocol tells what it found, in the order in which it did. */
public interface Findings {
  /** A verdict that will not change any more. */
  void settled(Verdict verdict);

  /** The blocklist that was verified as a whole; told at most once, after the last verdict. */
  void verified(Blocklist blocklist);
}
