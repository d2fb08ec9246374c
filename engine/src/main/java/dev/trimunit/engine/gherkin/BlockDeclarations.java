// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;

/**
 * Where steps that block declare what; injected into step classes. A step class whose constructor
 * takes it holds block steps only: they are left out of control trials, and rehearsed to learn what
 * a scenario blocks.
 */
@FunctionalInterface
public interface BlockDeclarations {
  /** Declares a block of the trial. */
  void block(DestinationPattern pattern);

  /**
   * Declares a block of the trial that is put in force when the device is ready, instead of before
   * power returns.
   */
  default void blockWhileItRuns(DestinationPattern pattern) {
    block(pattern);
  }

  /** Declares what the device is told about blocked names. */
  default void answer(BlockAnswer answer) {}

  /**
   * Declares a block that the device need not meet: a claim about it may hold though the device
   * never tried the destination.
   */
  default void blockEvenIfNeverContacted(DestinationPattern pattern) {
    block(pattern);
  }
}
