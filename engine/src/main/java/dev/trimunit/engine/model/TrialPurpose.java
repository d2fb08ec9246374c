// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

/** Why a trial was run. */
public enum TrialPurpose {
  /** Nothing blocked: shows that device, phone and check work. */
  CONTROL,
  /** The recipe with its action left out: its check must fail. */
  NO_ACTION,
  /**
   * One vantage as usual, then the other with the actions left out, whose checks must fail: only
   * then may trials use both.
   */
  CARRY_OVER,
  /**
   * What is known to be required is blocked, or nothing, after a shorter time without power: does
   * anything last into the next trial?
   */
  SHORT_OFF,
  /** Power experiment: off and on, no functionality used. */
  POWER,
  /** Something blocked, to settle verdicts. */
  BLOCK,
  /** All blockable destinations blocked together. */
  JOINT,
  /** A list that was verified as a whole, for days, in which the device is used now and then. */
  ENDURANCE,
  /** The gateway tells the device a time that is wrong: how wrong may its clock be. */
  MARGIN,
  /** Asked for by a hand-written scenario. */
  SCENARIO
}
