// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.recheck;

import java.time.Duration;

/** What the gate assumes and demands; {@code docs/recheck.md} says where each comes from. */
final class Constants {
  /** Chance that a usage passes though something that it needs is blocked; safe up to 2 %. */
  static final double LUCK = 0.015;

  /** Chance in a night that something of the list breaks a usage; assumed. */
  static final double BROKEN = 0.03;

  /** Share of what breaks that breaks alone, and not only together with earlier members. */
  static final double SINGLE = 0.9;

  /** Share of what breaks that breaks all usages; the others break one, any. */
  static final double ALL_USAGES = 0.5;

  /** In which share of its uses what is needed is needed, and how likely each share is. */
  static final double[] RATES = {1, 0.6, 0.45, 0.3};

  static final double[] RATE_WEIGHTS = {0.6, 0.1, 0.15, 0.15};

  /** Chances that a usage fails without cause, in a trial: those of a device as ever. */
  static final double[] FAILURES = {0.01, 0.03, 0.05, 0.08, 0.11};

  /** The same of a device that has begun to fail more often by itself. */
  static final double[] RISEN = {0.16, 0.22, 0.28, 0.34};

  /** Chance in a night that a device begins to; assumed. */
  static final double RISES = 0.0125;

  /** Share of the failures without cause that hit all usages of a trial. */
  static final double COMMON = 0.5;

  /** Chance to fail without cause, where only one destination is looked at. */
  static final double FAILURE = 0.08;

  /** The same for what is required: a failure of it is expected. */
  static final double FAILURE_OF_REQUIRED = 0.06;

  /** Chance in a night that a required destination is no longer required; assumed. */
  static final double RELEASED = 0.006;

  /** However long ago it was shown, it is rather still required. */
  static final double STALE_RELEASED = 0.2;

  /** So improbable, something is out of question; demanded. */
  static final double STILL = 0.02;

  /** Chance that a usage needs what is new; as for unknown parties. */
  static final double NEW = 0.3;

  /** Log-odds of 99 %; demanded of verdicts on what is new. */
  static final double SURE = Math.log(0.99 / 0.01);

  /** Chance that something of the list breaks a usage, at which the list is believed; demanded. */
  static final double LIST_ERROR = 0.01;

  /** So likely the culprit, a destination is named, once it failed alone. */
  static final double NAMED = 0.95;

  /** So likely if the failures that wait count, a control comes first. */
  static final double NEARLY = 0.9;

  /** So likely, a destination or its prefix is tried. */
  static final double LIKELY = 0.5;

  /** A usage is tried, or named, if it is at least so likely broken. */
  static final double TRIED = 0.08;

  static final double USAGE_NAMED = 0.3;

  /** Below this chance to break alone, what is named breaks only together with others. */
  static final double NOT_ALONE = 0.1;

  /** Failures alone of what is named; demanded, as {@code certify} does. */
  static final int PROOFS = 2;

  /** A failure counts only between two passes of its usage that are no further apart; assumed. */
  static final Duration BRACKET = Duration.ofMinutes(60);

  /** Lab time that a control may come later than planned. */
  static final Duration SPARE = Duration.ofMinutes(5);

  /** Lab time between control trials in an outage. */
  static final Duration OUTAGE_PAUSE = Duration.ofMinutes(10);

  /** So many control trials failed in a row are an outage. */
  static final int MISSES_OF_AN_OUTAGE = 2;

  /** How long an outage may last until the night is given up. */
  static final Duration LONGEST_OUTAGE = Duration.ofHours(5);

  /** Trials of a night, for each group of usages that share trials; after them it is given up. */
  static final int MOST_TRIALS = 40;

  /** Trials of one required destination in a night; what is undecided then keeps its age. */
  static final int MOST_OF_ONE = 6;

  /** Trials of a new destination in a night, with the list and without. */
  static final int MOST_OF_NEW = 12;

  /** So likely, the device is said to fail more often by itself. */
  static final double FLAKY = 0.95;

  private Constants() {}

  /** The log-odds of a chance. */
  static double logit(double chance) {
    return Math.log(chance / (1 - chance));
  }
}
