// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes out of the list what breaks it. */
final class Repair {
  private static final double AFTER_NONE = 0.02;

  /** A member that is so probable is tried alone. */
  private static final double SUSPECT = 0.9;

  /** If it does nothing alone: so probable that it breaks the usage together with others. */
  private static final double CULPRIT = 0.98;

  private static final double SURELY = 0.9;
  private static final double HARDLY = 0.03;
  private static final int MOST_TRIALS = 150;
  private static final int MOST_OF_ONE = 40;
  private final Constants constants;
  private final TrialLog trialLog;
  private final Window window;
  private final Noise noise;
  private final SetTrials setTrials;
  private final ListTrials listTrials;
  private final List<List<Integer>> groups;

  Repair(
      Constants constants,
      TrialLog trialLog,
      Window window,
      Noise noise,
      SetTrials setTrials,
      ListTrials listTrials,
      List<List<Integer>> groups) {
    this.constants = constants;
    this.trialLog = trialLog;
    this.window = window;
    this.noise = noise;
    this.setTrials = setTrials;
    this.listTrials = listTrials;
    this.groups = groups;
  }

  /** Looks for what breaks the list for a usage, and takes it out. */
  void reconcile(int usage) {
    int end = trialLog.log().size() + MOST_TRIALS;
    double enough = SUSPECT;
    boolean open = true;
    while (open) {
      int before = trialLog.log().size();
      Optional<Reconciliation.Found> found = find(usage, enough, end);
      enough = CULPRIT;
      window.broken(usage, AFTER_NONE);
      open = found.isPresent() && !trialLog.lost(usage) && !judge(usage, found.get());
      if (open && trialLog.log().size() == before) { // what is known contradicts itself
        setTrials.checked(found.orElseThrow().prefix(), List.of(usage));
        open = before < end;
      }
    }
  }

  private Optional<Reconciliation.Found> find(int usage, double enough, int end) {
    Reconciliation search = search(usage, enough);
    while (search.open() && trialLog.log().size() < end && !trialLog.lost(usage)) {
      setTrials.patient(search.next(), trialLog.kept(group(usage)), group(usage));
      search = search(usage, enough);
      if (!search.open() && setTrials.settle()) {
        search = search(usage, enough);
      }
    }
    return search.found();
  }

  private Reconciliation search(int usage, double enough) {
    return new Reconciliation(listTrials.view(), usage, enough, noise);
  }

  private List<Integer> group(int usage) {
    return groups.stream().filter(group -> group.contains(usage)).findFirst().orElseThrow();
  }

  /**
   * Does the culprit do it alone, or with others? If it does nothing alone, another one may be more
   * suspect than that they stand in for each other, one that was lucky when it was tried.
   *
   * @return whether it was one of both; false: the search goes on
   */
  private boolean judge(int usage, Reconciliation.Found found) {
    Candidate culprit = found.culprit();
    if (failsAlone(culprit, List.of(usage), HARDLY)) {
      for (List<Integer> group : groups) {
        failsAlone(culprit, fine(culprit, group), constants.error());
      }
      unblock(culprit);
      return true;
    }
    Reconciliation search = search(usage, CULPRIT);
    return !search.open()
        && search.found().equals(Optional.of(found))
        && judgeTogether(usage, found);
  }

  private List<Integer> fine(Candidate culprit, List<Integer> usages) {
    return trialLog.kept(usages).stream()
        .filter(usage -> culprit.standing(usage) == Standing.FINE)
        .toList();
  }

  /**
   * Blocks nothing but the culprit until it is clear which of these usages that breaks, or until it
   * is less probable than {@code enough}; returns whether it breaks any.
   *
   * @param usages of one group
   */
  private boolean failsAlone(Candidate culprit, List<Integer> usages, double enough) {
    List<Integer> open = new ArrayList<>(usages);
    boolean fails = false;
    for (int trials = 0; !open.isEmpty(); trials++) {
      boolean last = trials == MOST_OF_ONE;
      List<Integer> clear = clear(culprit, open, enough);
      if ((!clear.isEmpty() || last) && setTrials.settle()) {
        clear = clear(culprit, open, enough);
      }
      for (int usage : last ? List.copyOf(open) : clear) {
        fails |= stand(culprit, usage);
        open.remove((Integer) usage);
      }
      if (!open.isEmpty()) {
        setTrials.patient(only(culprit), fine(culprit, group(open.get(0))), group(open.get(0)));
      }
    }
    return fails;
  }

  private List<Integer> clear(Candidate culprit, List<Integer> usages, double enough) {
    Suspicion suspicion = listTrials.view();
    return usages.stream()
        .filter(
            usage -> {
              double fails = suspicion.alone(usage, culprit);
              boolean failed = trialLog.waiting().failuresAlone(culprit, usage) > 0;
              return trialLog.lost(usage)
                  || culprit.abandoned()
                  || fails <= enough
                  || (failed && fails >= 1 - constants.error());
            })
        .toList();
  }

  private boolean stand(Candidate culprit, int usage) {
    Suspicion suspicion = listTrials.suspicion();
    double fails = suspicion.alone(usage, culprit);
    if (fails <= 0.5 || culprit.abandoned()) {
      return false;
    }
    if (culprit.failedAlone(usage) == 0) {
      culprit.stand(usage, Standing.OPEN, 1);
    } else if (suspicion.rate(usage, culprit) > SURELY) {
      culprit.stand(usage, Standing.REQUIRED, 1 - fails);
    } else {
      culprit.failsNowAndThen(usage, suspicion.rate(usage, culprit), 1 - fails);
    }
    return true;
  }

  /** Do the members up to the culprit break it together? */
  private boolean judgeTogether(int usage, Reconciliation.Found found) {
    Candidate culprit = found.culprit();
    Map<Integer, SetOdds> tested = new TreeMap<>();
    for (List<Integer> group : groups) {
      for (SetOdds test : setTrials.ofSet(found.prefix(), fine(culprit, group))) {
        tested.put(test.usage(), test);
      }
    }
    run(found.prefix(), List.of(usage), tested);
    if (!failsTogether(culprit, usage, tested)) {
      return false;
    }
    run(found.prefix(), List.copyOf(tested.keySet()), tested);
    tested.keySet().forEach(other -> failsTogether(culprit, other, tested));
    unblock(culprit);
    return true;
  }

  /** Tries a set until the tests of these usages are decided; others in the trial learn, too. */
  private void run(BitSet blocked, List<Integer> usages, Map<Integer, SetOdds> tested) {
    for (List<Integer> group : groups) {
      List<SetOdds> all = group.stream().filter(tested::containsKey).map(tested::get).toList();
      setTrials.decide(blocked, all.stream().filter(t -> usages.contains(t.usage())).toList(), all);
    }
  }

  private boolean failsTogether(Candidate culprit, int usage, Map<Integer, SetOdds> tested) {
    SetOdds test = tested.get(usage);
    if (test == null || !test.failed() || test.fails() <= 0.5) {
      return false;
    }
    culprit.stand(usage, Standing.ALTERNATIVE, 1 - test.fails());
    return true;
  }

  /** What was known about the list was known about another set. */
  private void unblock(Candidate culprit) {
    window.forget(culprit);
    Suspicion suspicion = listTrials.suspicion();
    for (int usage : groups.stream().flatMap(List::stream).toList()) {
      window.broken(usage, window.listed().isEmpty() ? 0 : suspicion.probability(usage));
    }
  }

  private static BitSet only(Candidate candidate) {
    BitSet only = new BitSet();
    only.set(candidate.number());
    return only;
  }
}
