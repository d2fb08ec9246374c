// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.recheck;

import dev.trimunit.engine.protocol.certify.Mark;
import dev.trimunit.engine.protocol.certify.Standing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What came of a night. */
public final class Night {
  private final Problem problem;
  private final Log log;
  private final Rotation rotation;
  private final Joint joint;
  private final List<Fresh> fresh;
  private final String givenUp;
  private final Posterior list;

  Night(
      Problem problem, Log log, Rotation rotation, Joint joint, List<Fresh> fresh, String givenUp) {
    this.problem = problem;
    this.log = log;
    this.rotation = rotation;
    this.joint = joint;
    this.fresh = fresh;
    this.givenUp = givenUp;
    this.list = joint.posterior(false);
  }

  /**
   * What this night's trials show of a destination for a usage.
   *
   * @param error the chance that it is wrong
   * @param passed trials in which the usage passed without it
   * @param failed trials in which it failed, as far as that counts
   */
  public record Shown(
      int destination,
      int usage,
      Standing standing,
      double error,
      List<Integer> passed,
      List<Integer> failed) {}

  /** Why the night ended without an answer; empty if it did not. */
  public String givenUp() {
    return givenUp;
  }

  /** What may be blocked as a whole, as far as this night knows. */
  public BitSet list() {
    return joint.list();
  }

  /** Whether every usage passed with the list as often as demanded, and nothing breaks it. */
  public boolean believed() {
    return joint.isBelieved();
  }

  /** How often every usage passed with the whole list, at least. */
  public int leastPasses() {
    int least = Integer.MAX_VALUE;
    for (int j = 0; j < problem.usages(); j++) {
      least = Math.min(least, joint.passes(j).size());
    }
    return least;
  }

  /** The chance that something of the list breaks a usage. */
  public double broken() {
    return 1 - list.none();
  }

  /** The chance that the device has begun to fail more often by itself. */
  public double risen() {
    return list.risen();
  }

  /** Whether it has, as surely as something is named. */
  public boolean flakier() {
    return list.risen() >= Constants.FLAKY;
  }

  /** Chance to miss what is needed in a share of the uses, with these passes. */
  public static double missed(double rate, int passes) {
    return Math.pow(1 - rate * (1 - Constants.LUCK), passes);
  }

  /** What this night's trials say of the list, for the memory. */
  public List<Seen> seen() {
    return joint.tonight(false);
  }

  /** The usages that passed with the whole list: numbers of the trials. */
  public List<Integer> passes(int usage) {
    return joint.passes(usage);
  }

  /** Trials that blocked all that is left of the list and nothing else, and are over. */
  public List<NightTrial> jointTrials() {
    return log.trials().stream().filter(trial -> trial.blocks(joint.list())).toList();
  }

  /** What was taken out of the list. */
  public List<Shown> named() {
    List<Shown> shown = new ArrayList<>();
    for (Joint.Named one : joint.named()) {
      one.usages().stream().forEach(usage -> shown.add(named(one, usage)));
    }
    return shown;
  }

  private Shown named(Joint.Named one, int usage) {
    List<Integer> failed = new ArrayList<>();
    List<Integer> passed = new ArrayList<>();
    for (NightTrial trial : log.trials()) {
      BitSet others = trial.blocked();
      others.clear(one.destination());
      if (trial.blocked().get(one.destination()) && (!one.alone() || others.isEmpty())) {
        add(trial, usage, passed, failed);
      }
    }
    Standing standing = one.alone() ? Standing.REQUIRED : Standing.ALTERNATIVE;
    return new Shown(one.destination(), usage, standing, 1 - Constants.NAMED, passed, failed);
  }

  private static void add(NightTrial trial, int usage, List<Integer> passed, List<Integer> failed) {
    if (trial.mark(usage) == Mark.PASSED) {
      passed.add(trial.number());
    } else if (trial.mark(usage) == Mark.FAILED) {
      failed.add(trial.number());
    }
  }

  /** The required ones that were tried, as far as the trials tell. */
  public List<Shown> tried() {
    List<Shown> shown = new ArrayList<>();
    for (Rotation.Turn turn : rotation.turns()) {
      for (int j = 0; j < problem.usages(); j++) {
        if (turn.isDecided(j, false) && !isBroken(turn, j)) {
          shown.add(shown(turn, j));
        }
      }
    }
    return shown;
  }

  /** Whether the list was broken for the usage: then nobody knows what it was that failed. */
  private boolean isBroken(Rotation.Turn turn, int usage) {
    return turn.needed(usage, false) > Constants.LIKELY
        && joint.named().stream().anyMatch(named -> named.usages().get(usage))
        && turn.trials().stream().allMatch(trial -> trial.blocked().cardinality() > 1);
  }

  private static Shown shown(Rotation.Turn turn, int usage) {
    double needed = turn.needed(usage, false);
    List<Integer> passed = new ArrayList<>();
    List<Integer> failed = new ArrayList<>();
    turn.trials().forEach(trial -> add(trial, usage, passed, failed));
    Standing standing = needed > Constants.LIKELY ? Standing.REQUIRED : Standing.FINE;
    return new Shown(
        turn.kept().destination(), usage, standing, Math.min(needed, 1 - needed), passed, failed);
  }

  /** What nobody knew before. */
  public List<Shown> found() {
    List<Shown> shown = new ArrayList<>();
    BitSet left = (BitSet) log.found().clone();
    for (Fresh one : fresh) {
      left.clear(one.destination());
      for (int j = 0; j < problem.usages(); j++) {
        List<Integer> passed = new ArrayList<>();
        List<Integer> failed = new ArrayList<>();
        for (NightTrial trial : one.trials()) {
          add(trial, j, passed, failed);
        }
        Standing standing = one.standing(j, false);
        double error = standing == Standing.OPEN ? 1 : problem.errorBound();
        shown.add(new Shown(one.destination(), j, standing, error, passed, failed));
      }
    }
    left.stream().forEach(untried -> addUntried(untried, shown));
    return shown;
  }

  private void addUntried(int destination, List<Shown> shown) {
    for (int j = 0; j < problem.usages(); j++) {
      shown.add(new Shown(destination, j, Standing.OPEN, 1, List.of(), List.of()));
    }
  }
}
