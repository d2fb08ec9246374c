// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.ArrayList;
import java.util.List;

/**
 * What comes before and after the trials of a usage: a failure beside other failures may have their
 * reason.
 */
final class InOrder {
  private final List<Trial> trials;
  private final int usage;

  InOrder(List<Trial> log, int usage) {
    this.usage = usage;
    this.trials = log.stream().filter(trial -> trial.mark(usage) != Mark.VOID).toList();
  }

  /** All trials that say something about the usage. */
  List<Trial> trials() {
    return trials;
  }

  private boolean passed(int at) {
    return trials.get(at).mark(usage) == Mark.PASSED;
  }

  private boolean isControl(int at) {
    return trials.get(at).asked().isEmpty();
  }

  private boolean failedAlone(int at, int destination) {
    return trials.get(at).alone(destination) && trials.get(at).mark(usage) == Mark.FAILED;
  }

  int passedAlone(int destination) {
    int count = 0;
    for (int i = 0; i < trials.size(); i++) {
      count += trials.get(i).alone(destination) && passed(i) ? 1 : 0;
    }
    return count;
  }

  /** How often the control trial after a failure failed, too, and the one after it passed. */
  int carriedOver() {
    return (int) recoveries(0).stream().filter(late -> late).count();
  }

  /** Whether that was so each time, from a trial on: the device takes two cycles to recover. */
  boolean recoversLate(int from) {
    List<Boolean> recoveries = recoveries(from);
    return !recoveries.isEmpty() && recoveries.stream().allMatch(late -> late);
  }

  private List<Boolean> recoveries(int from) {
    List<Boolean> late = new ArrayList<>();
    for (int i = 1; i < trials.size(); i++) {
      boolean follows = !isControl(i - 1) && !passed(i - 1) && isControl(i);
      if (follows && trials.get(i - 1).number() >= from) {
        boolean then = i + 1 < trials.size() && isControl(i + 1) && passed(i + 1);
        late.add(!passed(i) && then);
      }
    }
    return late;
  }

  /** Whether two control trials in a row failed. */
  boolean failsInARow() {
    for (int i = 1; i < trials.size(); i++) {
      if (isControl(i) && isControl(i - 1) && !passed(i) && !passed(i - 1)) {
        return true;
      }
    }
    return false;
  }

  /** Rows of failures in which one was with this destination alone blocked. */
  int rowsOfFailures(int destination) {
    int rows = 0;
    boolean counted = false;
    for (int i = 0; i < trials.size(); i++) {
      boolean alone = failedAlone(i, destination);
      rows += alone && !counted ? 1 : 0;
      counted = !passed(i) && (counted || alone);
    }
    return rows;
  }

  /** Failures with this destination alone blocked, right after a pass. */
  int failedAfterPasses(int destination) {
    int count = 0;
    for (int i = 0; i < trials.size(); i++) {
      count += failedAlone(i, destination) && (i == 0 || passed(i - 1)) ? 1 : 0;
    }
    return count;
  }

  /**
   * Those of them that a pass follows.
   *
   * @param late so many trials later
   */
  int failedBetweenPasses(int destination, int late) {
    int count = 0;
    for (int i = 0; i + 1 + late < trials.size(); i++) {
      boolean after = failedAlone(i, destination) && (i == 0 || passed(i - 1));
      count += after && passed(i + 1 + late) ? 1 : 0;
    }
    return count;
  }
}
