// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.recheck;

import dev.trimunit.engine.protocol.certify.Ask.Kind;
import dev.trimunit.engine.protocol.certify.Standing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A destination that nobody knew: blocked with the list, and alone where that breaks a usage. */
final class Fresh {
  private final Problem problem;
  private final Log log;
  private final int destination;
  private final BitSet list;
  private final List<NightTrial> joint = new ArrayList<>();
  private final List<NightTrial> alone = new ArrayList<>();

  Fresh(Problem problem, Log log, int destination, BitSet list) {
    this.problem = problem;
    this.log = log;
    this.destination = destination;
    this.list = list;
  }

  void run() {
    BitSet open = open();
    for (int i = 0; i < Constants.MOST_OF_NEW && !open.isEmpty(); i++) {
      BitSet broken = broken(open);
      BitSet blocked = new BitSet();
      blocked.set(destination);
      if (broken.isEmpty() && !list.isEmpty()) {
        blocked.or(list);
        joint.addAll(log.run(Kind.BLOCK, blocked, open));
      } else {
        alone.addAll(log.run(Kind.BLOCK, blocked, broken.isEmpty() ? open : broken));
      }
      open = open();
    }
  }

  private BitSet open() {
    BitSet open = new BitSet();
    for (int j = 0; j < problem.usages(); j++) {
      open.set(j, standing(j, true) == Standing.OPEN);
    }
    return open;
  }

  /** Those that fail with it and the list: whether with it alone is asked next. */
  private BitSet broken(BitSet open) {
    BitSet broken = new BitSet();
    open.stream().filter(j -> odds(joint, j, true) >= Constants.SURE).forEach(broken::set);
    return broken;
  }

  /** What it is for a usage; also if all failures that wait will count. */
  Standing standing(int usage, boolean ifWhatWaitsCounts) {
    double with = odds(joint, usage, ifWhatWaitsCounts);
    double without = odds(alone, usage, ifWhatWaitsCounts);
    if (without >= Constants.SURE) {
      return Standing.REQUIRED;
    }
    if (with <= -Constants.SURE || (list.isEmpty() && without <= -Constants.SURE)) {
      return Standing.FINE;
    }
    return with >= Constants.SURE && without <= -Constants.SURE
        ? Standing.ALTERNATIVE
        : Standing.OPEN;
  }

  private static double odds(List<NightTrial> trials, int usage, boolean ifWhatWaitsCounts) {
    double odds = Constants.logit(Constants.NEW);
    for (NightTrial trial : trials) {
      odds +=
          switch (trial.mark(usage)) {
            case PASSED -> Math.log(Constants.LUCK / (1 - Constants.FAILURE));
            case FAILED -> Math.log((1 - Constants.LUCK) / Constants.FAILURE);
            case PENDING ->
                ifWhatWaitsCounts ? Math.log((1 - Constants.LUCK) / Constants.FAILURE) : 0;
            case DROPPED, VOID -> 0;
          };
    }
    return odds;
  }

  int destination() {
    return destination;
  }

  List<NightTrial> trials() {
    List<NightTrial> trials = new ArrayList<>(joint);
    trials.addAll(alone);
    return trials;
  }
}
