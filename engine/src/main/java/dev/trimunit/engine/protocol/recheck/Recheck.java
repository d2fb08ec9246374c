// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.recheck;

import dev.trimunit.engine.protocol.certify.Ask;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/**
 * One night: everything works with nothing blocked; the required destination that was shown longest
 * ago; the list as a whole; what is new. Pure: the same answers give the same requests.
 */
public final class Recheck {
  private final Problem problem;
  private final Log log;
  private final Rotation rotation;
  private final Joint joint;
  private final List<Fresh> fresh = new ArrayList<>();
  private final BitSet tried = new BitSet();
  private String givenUp = "";

  public Recheck(Problem problem, Function<Ask, Heard> oracle) {
    this.problem = problem;
    log = new Log(oracle, problem);
    rotation = new Rotation(problem, log);
    joint = new Joint(problem, log, rotation);
  }

  /** Asks for the trials of the night. */
  public Night run() {
    try {
      log.control(log.neverPassed());
      rotation.run(problem.list());
      do { // A failure that comes to count at the end may speak against the list after all.
        joint.run();
        tryWhatIsNew();
        log.control(log.waiting());
      } while (!joint.isBelieved());
    } catch (GivenUp e) {
      givenUp = String.valueOf(e.getMessage());
    }
    return new Night(problem, log, rotation, joint, fresh, givenUp);
  }

  /** What shows up meanwhile is tried, too. */
  private void tryWhatIsNew() {
    int next = untried();
    while (next >= 0) {
      tried.set(next);
      Fresh one = new Fresh(problem, log, next, joint.list());
      fresh.add(one);
      one.run();
      next = untried();
    }
  }

  private int untried() {
    BitSet left = (BitSet) log.found().clone();
    left.andNot(tried);
    return left.nextSetBit(0);
  }
}
