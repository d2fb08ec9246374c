// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.time.Duration;

/**
 * What CERTIFY assumes and demands.
 *
 * @param failure assumed chance that a usage fails though nothing it requires is blocked; control
 *     trials may only raise it
 * @param success assumed chance that it works though something it requires is blocked
 * @param error how probable a wrong verdict may be
 * @param jointError how probable it may be that the blocklist as a whole breaks a usage
 * @param hidden the rate of failures of the whole blocklist that trials in passing look for
 * @param leastRate the least rate that trials of the list look for
 * @param window destinations decided at a time; a table has two to this power states
 * @param bracket a failure counts only between two successes at most so far apart
 * @param outagePause lab time between control trials during an outage
 * @param calibration control trials before anything else
 * @param proofs failures alone that a required destination needs
 * @param listTrials whether the blocklist is tested until a hidden dependency is improbable
 * @param hiddenShare expected share of required destinations that only fail now and then
 * @param rare expected share of those that show in 30 % of the trials or less
 * @param passes how often the whole blocklist has to pass, for every usage
 * @param partners whether the partners of an alternative are looked for
 */
public record Constants(
    double failure,
    double success,
    double error,
    double jointError,
    double hidden,
    double leastRate,
    int window,
    Duration bracket,
    Duration outagePause,
    int calibration,
    int proofs,
    boolean listTrials,
    double hiddenShare,
    double rare,
    int passes,
    boolean partners) {

  /** Destinations that are decided at once besides, for several units: a table has 2^8 states. */
  private static final int MOST_WIDER = 2;

  private static final Duration BRACKET = Duration.ofMinutes(60);
  private static final Duration PAUSE = Duration.ofMinutes(10);

  /** What TrimUnit uses. */
  public static Constants standard(double error) {
    double joint = Math.min(0.01, error);
    return new Constants(
        0.08, 0.015, error, joint, 0.5, 0.3, 6, BRACKET, PAUSE, 3, 2, true, 0.035, 0.05, 3, true);
  }

  /** Looks for dependencies that show in one of five trials only. */
  public static Constants deep(double error) {
    double joint = Math.min(0.003, error);
    return new Constants(
        0.08, 0.015, error, joint, 0.5, 0.2, 6, BRACKET, PAUSE, 3, 2, true, 0.05, 0.4, 3, true);
  }

  /** As the simulation study published it: no trials of the list, no partners. */
  public static Constants published(double error, boolean deep) {
    double hidden = deep ? 0.2 : 0.5;
    return new Constants(
        0.08, 0.015, error, 0.01, hidden, hidden, 6, BRACKET, PAUSE, 3, 2, false, 0.025, 0, 0,
        false);
  }

  /** With other many control trials before anything else. */
  public Constants calibrating(int passed) {
    return new Constants(
        failure,
        success,
        error,
        jointError,
        hidden,
        leastRate,
        window,
        bracket,
        outagePause,
        passed,
        proofs,
        listTrials,
        hiddenShare,
        rare,
        passes,
        partners);
  }

  /**
   * For several units: what is decided waits for a control trial on each unit, so more has to be
   * open meanwhile, or units wait.
   */
  public Constants on(int units) {
    return new Constants(
        failure,
        success,
        error,
        jointError,
        hidden,
        leastRate,
        window + Math.min(MOST_WIDER, units / 2),
        bracket,
        outagePause,
        calibration,
        proofs,
        listTrials,
        hiddenShare,
        rare,
        passes,
        partners);
  }

  /** What the table's breakage must fall to before the window is left. */
  double cleanEnough() {
    return listTrials ? 0.15 : jointError;
  }

  /** A large device can afford more, and its list has more members that may hide something. */
  double jointError(int destinations) {
    return Math.min(jointError, 10 * jointError / destinations);
  }

  /** Chance that a destination that joins the blocklist breaks it only jointly. */
  double breakage(int destinations) {
    return Math.min(0.0125, 0.2 / destinations);
  }

  /** After so many trials what is left stays undecided. */
  int mostTrials(int destinations) {
    return 60 * destinations + 60;
  }
}
