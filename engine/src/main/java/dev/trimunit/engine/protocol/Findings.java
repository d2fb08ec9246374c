// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Verdict;

/** Where a protocol tells what it found, in the order in which it did. */
public interface Findings {
  /**
   * A verdict that will not change any more; each destination and usage gets one. It may be about
   * one that was not asked: a destination that shows up only while others are blocked, or one that
   * a usage turns out to require though it was not seen to contact it.
   */
  void settled(Verdict verdict);

  /**
   * How much is left; told again and again, by protocols that know.
   *
   * @param trialsMore so many trials more are expected
   */
  default void expected(double trialsMore) {}

  /** Something that people have to know before they use the verdicts. */
  default void warned(String sentence) {}

  /**
   * What a nightly gate says, and what is known after it; told after the last verdict, by protocols
   * that are one.
   */
  default void decided(Gate gate, Nights after) {}

  /** The blocklist that was verified as a whole; told at most once, after the last verdict. */
  void verified(Blocklist blocklist);
}
