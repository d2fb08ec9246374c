// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.listener;

import dev.trimunit.engine.model.BuiltByName;
import java.time.Duration;

/**
 * How far a device's campaign is.
 *
 * @param device the device's id
 * @param phase what it does, for example {@code calibrating}
 * @param trials trials done, void ones included
 * @param verdictsSettled verdicts settled
 * @param verdictsWanted verdicts known to be wanted; may grow
 * @param labTimeSpent in the lab's time
 * @param labTimeLeft expected, in the lab's time; zero if not known yet
 * @param labTimeSpread how far off that may be, either way, in nine cases of ten; zero if not known
 */
@BuiltByName
public record Progress(
    String device,
    String phase,
    int trials,
    int verdictsSettled,
    int verdictsWanted,
    Duration labTimeSpent,
    Duration labTimeLeft,
    Duration labTimeSpread) {

  /** Without saying how far off it may be. */
  public Progress(
      String device,
      String phase,
      int trials,
      int verdictsSettled,
      int verdictsWanted,
      Duration labTimeSpent,
      Duration labTimeLeft) {
    this(
        device,
        phase,
        trials,
        verdictsSettled,
        verdictsWanted,
        labTimeSpent,
        labTimeLeft,
        Duration.ZERO);
  }
}
