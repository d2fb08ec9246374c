// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.recheck;

import dev.trimunit.engine.protocol.certify.Ask.Kind;
import dev.trimunit.engine.protocol.certify.Mark;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/**
 * Blocks the list as a whole until it is believed; what breaks it is searched, named and taken out,
 * and the rest is asked about once more.
 */
final class Joint {
  private final Problem problem;
  private final Log log;
  private final Rotation rotation;
  private final Flakiness often;
  private final BitSet list;
  private final List<Named> named = new ArrayList<>();

  /** Trials before this one tell by their passes only: what failed in them is found. */
  private int passesOnlyBefore;

  /**
   * What was found to break usages.
   *
   * @param usages which
   * @param alone whether it does so alone; else only together with others of the list
   * @param failures trials in which it did, alone
   */
  record Named(int destination, BitSet usages, boolean alone, List<Integer> failures) {}

  Joint(Problem problem, Log log, Rotation rotation) {
    this.problem = problem;
    this.log = log;
    this.rotation = rotation;
    this.list = (BitSet) problem.list().clone();
    this.often = new Flakiness(problem.history(), problem.risen());
  }

  /** Until the list is believed. */
  void run() {
    while (!isBelieved()) {
      step();
    }
  }

  /** Whether every usage passed with the list often enough, and nothing breaks it. */
  boolean isBelieved() {
    return list.isEmpty()
        || (missing().isEmpty() && posterior(false).none() >= 1 - Constants.LIST_ERROR);
  }

  /** Usages that lack passes of the whole list. */
  private BitSet missing() {
    BitSet missing = new BitSet();
    for (int j = 0; j < problem.usages(); j++) {
      missing.set(j, passes(j).size() < problem.passes());
    }
    return missing;
  }

  /** The trials in which a usage passed with the whole list blocked. */
  List<Integer> passes(int usage) {
    return log.trials().stream()
        .filter(trial -> trial.mark(usage) == Mark.PASSED && covers(trial.blocked()))
        .map(NightTrial::number)
        .toList();
  }

  private boolean covers(BitSet blocked) {
    BitSet left = list();
    left.andNot(blocked);
    return left.isEmpty();
  }

  private void step() {
    Posterior sure = posterior(false);
    Posterior view = posterior(true);
    if (sure.culprit(sure.best()) >= Constants.NAMED) {
      prove(sure, sure.best());
    } else if (view.none() > Constants.LIKELY) {
      BitSet missing = missing();
      log.run(Kind.JOINT, list(), missing.isEmpty() ? all() : missing);
    } else if (view.culprit(view.best()) >= Constants.NEARLY && !log.waiting().isEmpty()) {
      log.control(log.waiting());
    } else {
      locate(view);
    }
  }

  private void locate(Posterior view) {
    int best = view.best();
    BitSet usages = usages(view::broken, Constants.TRIED);
    if (view.culprit(best) < Constants.LIKELY) {
      log.run(Kind.BLOCK, view.prefix(view.halving()), usages);
    } else if (view.single(best) >= Constants.LIKELY) {
      log.run(Kind.BLOCK, only(view.order()[best]), usages);
    } else {
      BitSet with = view.prefix(best);
      BitSet before = (BitSet) with.clone();
      before.clear(view.order()[best]);
      boolean take = before.isEmpty() || times(with) <= times(before);
      log.run(Kind.BLOCK, take ? with : before, usages);
    }
  }

  private long times(BitSet blocked) {
    return log.trials().stream().filter(trial -> trial.blocks(blocked)).count();
  }

  /** Names it if it breaks nothing alone, or has failed alone; else tries it alone. */
  private void prove(Posterior sure, int k) {
    int destination = sure.order()[k];
    BitSet usages = usages(j -> sure.usage(k, j), Constants.USAGE_NAMED);
    List<Integer> failures = failuresAlone(destination, usages, false);
    if (sure.single(k) < Constants.NOT_ALONE) {
      name(destination, usages, false, List.of());
    } else if (failures.size() >= Constants.PROOFS) {
      name(destination, usages, true, failures);
    } else if (failuresAlone(destination, usages, true).size() >= Constants.PROOFS) {
      log.control(log.waiting());
    } else {
      log.run(Kind.BLOCK, only(destination), usages);
    }
  }

  private List<Integer> failuresAlone(int destination, BitSet usages, boolean ifWhatWaitsCounts) {
    return log.trials().stream()
        .filter(trial -> trial.blocks(only(destination)))
        .filter(trial -> trial.failed(ifWhatWaitsCounts).intersects(usages))
        .map(NightTrial::number)
        .toList();
  }

  private void name(int destination, BitSet usages, boolean alone, List<Integer> failures) {
    named.add(new Named(destination, usages, alone, failures));
    list.clear(destination);
    passesOnlyBefore = log.trials().size();
  }

  /** What the trials say of the list; if all failures that wait will count, or without them. */
  Posterior posterior(boolean ifWhatWaitsCounts) {
    return Posterior.of(
        list, problem.usages(), problem.nights(), evidence(ifWhatWaitsCounts), often);
  }

  private List<Seen> evidence(boolean ifWhatWaitsCounts) {
    List<Seen> evidence = new ArrayList<>();
    problem.before().forEach(seen -> evidence.add(named.isEmpty() ? seen : seen.passesOnly()));
    evidence.addAll(tonight(ifWhatWaitsCounts));
    return evidence;
  }

  /** What the trials of this night say of the list. */
  List<Seen> tonight(boolean ifWhatWaitsCounts) {
    List<Seen> evidence = new ArrayList<>();
    rotation.seen(list, ifWhatWaitsCounts).stream()
        .map(seen -> named.isEmpty() ? seen : seen.passesOnly())
        .forEach(evidence::add);
    List<NightTrial> trials = log.trials();
    for (int t = 0; t < trials.size(); t++) {
      NightTrial trial = trials.get(t);
      if (asksAboutTheList(trial)) {
        BitSet blocked = trial.blocked();
        Seen seen =
            new Seen(0, blocked, trial.usages(Mark.PASSED), trial.failed(ifWhatWaitsCounts));
        boolean passesOnly = t < passesOnlyBefore && !blocked.isEmpty();
        blocked.and(list);
        evidence.add(passesOnly ? seen.passesOnly() : seen);
      }
    }
    return evidence;
  }

  /** Whether nothing was blocked but what is, or was, in the list. */
  private boolean asksAboutTheList(NightTrial trial) {
    BitSet more = trial.blocked();
    more.andNot(problem.list());
    return more.isEmpty();
  }

  /** What is left of the list. */
  BitSet list() {
    return (BitSet) list.clone();
  }

  List<Named> named() {
    return named;
  }

  private BitSet all() {
    BitSet all = new BitSet();
    all.set(0, problem.usages());
    return all;
  }

  private BitSet usages(Function<Integer, Double> chance, double least) {
    BitSet usages = new BitSet();
    int likeliest = 0;
    for (int j = 0; j < problem.usages(); j++) {
      usages.set(j, chance.apply(j) >= least);
      likeliest = chance.apply(j) > chance.apply(likeliest) ? j : likeliest;
    }
    usages.set(likeliest);
    return usages;
  }

  private static BitSet only(int destination) {
    BitSet only = new BitSet();
    only.set(destination);
    return only;
  }
}
