// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import dev.trimunit.engine.protocol.certify.Ask.Kind;
import java.time.Duration;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Decides one destination after the other, the likely blockable first, a window of them at a time.
 */
final class Decisions {
  private static final double BROKEN = 0.95;
  private static final double IF_IT_PASSES_AGAIN = 3;
  private final Constants constants;
  private final List<List<Integer>> groups;
  private final List<Candidate> candidates;
  private final TrialLog trialLog;
  private final Window window;
  private final Controls controls;
  private final Repair repair;
  private final Choice choice;
  private final PriorityQueue<Candidate> queue =
      new PriorityQueue<>(
          Comparator.comparingDouble(Candidate::rank)
              .reversed()
              .thenComparingInt(Candidate::number));

  Decisions(
      Constants constants,
      List<List<Integer>> groups,
      List<Candidate> candidates,
      TrialLog trialLog,
      Noise noise,
      Window window,
      Controls controls,
      Repair repair) {
    this.constants = constants;
    this.groups = groups;
    this.candidates = candidates;
    this.trialLog = trialLog;
    this.window = window;
    this.controls = controls;
    this.repair = repair;
    choice = new Choice(noise, constants.hidden(), this::lacking);
  }

  /** Puts a destination in the queue. */
  void join(Candidate candidate) {
    queue.add(candidate);
  }

  /** Forgets what was decided about a destination, and puts it in the queue once more. */
  void reopen(Candidate candidate) {
    queue.remove(candidate);
    if (window.slots().contains(candidate)) {
      window.drop(candidate);
    }
    window.forget(candidate);
    groups.forEach(group -> group.forEach(usage -> candidate.stand(usage, Standing.OPEN, 1)));
    queue.add(candidate);
  }

  /** Takes a destination out that is given up. */
  void leave(Candidate candidate) {
    queue.remove(candidate);
    window.forget(candidate);
  }

  /** Whether there is something to decide. */
  boolean open() {
    return !kept().isEmpty() && !(queue.isEmpty() && window.slots().isEmpty());
  }

  /** Runs trials until everything in the queue is decided. */
  void run() {
    boolean open = true;
    while (open && !kept().isEmpty()) {
      fill();
      open = finalise() || reconcile() || advance();
    }
  }

  private void fill() {
    window.slots().stream().filter(Candidate::abandoned).toList().forEach(window::drop);
    while (!window.full() && !queue.isEmpty()) {
      Candidate candidate = queue.remove();
      window.add(candidate);
      trialLog.log().stream().filter(t -> t.alone(candidate.number())).forEach(window::recall);
    }
  }

  private List<Integer> kept() {
    return groups.stream().flatMap(group -> trialLog.kept(group).stream()).toList();
  }

  /** Settles one destination of the window; returns whether there was one to settle. */
  private boolean finalise() {
    for (int slot = 0; slot < window.slots().size(); slot++) {
      Candidate candidate = window.slots().get(slot);
      if (!trialLog.waiting().with(candidate.number()) && decided(slot) && mayMove(slot)) {
        for (int usage : kept()) {
          double required = window.committed(usage).required(slot);
          boolean fine = required < 0.5;
          candidate.stand(
              usage, fine ? Standing.FINE : Standing.REQUIRED, fine ? required : 1 - required);
        }
        move(candidate);
        return true;
      }
    }
    return false;
  }

  /** A failure of the list that waits is about the set as it was. */
  private boolean mayMove(int slot) {
    return !trialLog.waiting().withAnyOf(window.listed())
        || kept().stream().anyMatch(usage -> window.committed(usage).required(slot) > 0.5);
  }

  /**
   * Beyond the error bound for every usage. It may be wider for what is fine for all: that joins
   * the list, which still has to pass several times.
   */
  private boolean decided(int slot) {
    List<Double> required =
        kept().stream().map(usage -> window.committed(usage).required(slot)).toList();
    boolean fine = constants.listTrials() && required.stream().allMatch(p -> p < 0.5);
    double bound = constants.error() * (fine ? IF_IT_PASSES_AGAIN : 1);
    return required.stream().allMatch(p -> p <= bound || p >= 1 - constants.error());
  }

  private boolean lacking(int blocked, int usage) {
    return Integer.bitCount(blocked) == 1
        && trialLog.waiting().failuresAlone(alone(blocked), usage) < constants.proofs();
  }

  private Candidate alone(int blocked) {
    return window.slots().get(Integer.numberOfTrailingZeros(blocked));
  }

  private void move(Candidate candidate) {
    if (window.mayAccept(candidate, kept())) {
      window.merge(candidate, constants.breakage(candidates.size()));
    } else {
      window.drop(candidate);
    }
  }

  private boolean reconcile() {
    for (int usage : kept()) {
      if (window.committed(usage).broken() > BROKEN) {
        controls.settle();
        if (window.committed(usage).broken() > BROKEN) {
          repair.reconcile(usage);
        }
        return true;
      }
    }
    return false;
  }

  /** Runs the next trial; returns whether there is one to run. */
  private boolean advance() {
    boolean waiting = !trialLog.waiting().usages().isEmpty();
    if (window.slots().isEmpty() && (constants.listTrials() || (!waiting && clean(kept())))) {
      return false; // the trials of the list know more about the list, from all usages
    }
    List<Belief> views = window.views(trialLog.waiting().trials());
    List<List<Integer>> usable = groups.stream().map(trialLog::kept).toList();
    Choice.@Nullable Best best = choice.of(views, usable, !window.listed().isEmpty());
    if (waiting
        && (best == null
            || trialLog.waiting().controlIsDue(best.usages().size())
            || allDecided(views))) {
      controls.control(trialLog.waiting().usages());
    } else if (best == null) {
      return false;
    } else {
      BitSet blocked = window.destinations(best.blocked(), best.withListed());
      boolean joint = best.withListed() && best.blocked() == 0;
      trialLog.run(
          joint ? Kind.JOINT : Kind.BLOCK,
          blocked,
          best.usages(),
          Duration.ZERO,
          joint ? trialLog.waiting().where() : elsewhere(blocked, best.usages()));
    }
    return true;
  }

  /** Of several units, a second one is to show what a destination does alone. */
  private BitSet elsewhere(BitSet blocked, List<Integer> usages) {
    return blocked.cardinality() == 1
        ? trialLog.units().lackingFailure(candidates.get(blocked.nextSetBit(0)), usages)
        : new BitSet();
  }

  private boolean clean(List<Integer> usages) {
    return usages.stream().allMatch(u -> window.committed(u).broken() <= constants.cleanEnough());
  }

  private boolean allDecided(List<Belief> views) {
    for (int usage : kept()) {
      Belief view = views.get(usage);
      for (int slot = 0; slot < window.slots().size(); slot++) {
        double required = view.required(slot);
        if (required > constants.error() && required < 1 - constants.error()) {
          return false;
        }
      }
      if (view.broken() > constants.cleanEnough() && view.broken() < BROKEN) {
        return false;
      }
    }
    return true;
  }
}
