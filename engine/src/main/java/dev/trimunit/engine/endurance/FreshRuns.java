// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.endurance;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.trial.LongRun;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Long runs, each on a device whose clock and logins are fresh: they survive the loss of power, so
 * that a run would find the device as the run before left it.
 */
final class FreshRuns {
  /** To find two of thirty destinations takes fewer. */
  private static final int MOST = 80;

  private static final int MOST_VOID = 3;

  /** An outage may have spoilt the run before: it gets time to end. */
  private static final Duration PAUSE = Duration.ofHours(2);

  static final TrialRequest REFRESH = new TrialRequest(TrialPurpose.POWER, Set.of(), List.of());

  private final TrialOracle oracle;
  private final Endurance.Watch watch;
  private int runs;

  FreshRuns(TrialOracle oracle, Endurance.Watch watch) {
    this.oracle = oracle;
    this.watch = watch;
  }

  /**
   * One more.
   *
   * @throws CannotTell if the lab could not tell, again and again
   */
  Ran run(Collection<Destination> blocked, List<Usage> usages, LongRun shape) {
    String obstacle = "";
    for (int tries = 0; tries < MOST_VOID; tries++) {
      if (runs >= MOST) {
        throw new CannotTell("after %d long runs it is not known what fails later".formatted(MOST));
      }
      runs++;
      watch.begins(runs, shape.lasts());
      oracle.run(tries == 0 ? REFRESH : REFRESH.after(PAUSE));
      Ran ran = new Ran(oracle.run(TrialRequest.endurance(blocked, usages, shape)));
      if (ran.tells()) {
        return ran;
      }
      obstacle = ran.obstacle();
    }
    throw new CannotTell(
        "the lab could not tell in %d long runs in a row; the last time: %s"
            .formatted(MOST_VOID, obstacle));
  }

  int count() {
    return runs;
  }
}
