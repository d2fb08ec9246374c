// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial.certify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The destinations being decided, the accepted set, and what counted trials say about them. */
final class Window {
  private final Constants constants;
  private final Noise noise;
  private final List<Candidate> slots = new ArrayList<>();
  private final List<Belief> beliefs = new ArrayList<>();
  private final BitSet accepted = new BitSet();

  Window(Constants constants, Noise noise, int usages) {
    this.constants = constants;
    this.noise = noise;
    for (int usage = 0; usage < usages; usage++) {
      beliefs.add(new Belief());
    }
  }

  int usages() {
    return beliefs.size();
  }

  List<Candidate> slots() {
    return slots;
  }

  /** The destinations that work blocked together, as far as is known. */
  BitSet accepted() {
    return accepted;
  }

  boolean full() {
    return slots.size() == constants.window();
  }

  void add(Candidate candidate) {
    slots.add(candidate);
    for (int usage = 0; usage < beliefs.size(); usage++) {
      beliefs.get(usage).add(candidate.prior(usage));
    }
  }

  /** Takes a destination out of the accepted set; without members nothing is contaminated. */
  void forget(Candidate candidate) {
    accepted.clear(candidate.number());
    if (accepted.isEmpty()) {
      beliefs.forEach(belief -> belief.contaminated(0));
    }
  }

  /** Takes a decided destination out. */
  void drop(Candidate candidate) {
    int slot = slots.indexOf(candidate);
    slots.remove(slot);
    beliefs.forEach(belief -> belief.drop(slot));
  }

  /** Takes a blockable destination into the accepted set. */
  void merge(Candidate candidate, double contamination) {
    int slot = slots.indexOf(candidate);
    slots.remove(slot);
    beliefs.forEach(belief -> belief.merge(slot, contamination));
    accepted.set(candidate.number());
  }

  /** Takes a destination that was decided outside of the window into the accepted set. */
  void accept(Candidate candidate, double contamination) {
    add(candidate);
    int slot = slots.size() - 1;
    slots.remove(slot);
    beliefs.forEach(belief -> belief.drop(slot));
    accepted.set(candidate.number());
    beliefs.forEach(
        belief ->
            belief.contaminated(
                belief.contaminated() + (1 - belief.contaminated()) * contamination));
  }

  /** Whether a destination is blockable for all these usages and not accepted. */
  boolean mayAccept(Candidate candidate, List<Integer> usages) {
    return !accepted.get(candidate.number())
        && usages.stream().allMatch(usage -> candidate.standing(usage) == Standing.FINE);
  }

  /** What is believed about a usage from counted trials alone. */
  Belief committed(int usage) {
    return beliefs.get(usage);
  }

  /** What is believed if the failures that still wait will count. */
  Belief view(int usage, List<Trial> pending) {
    Belief view = beliefs.get(usage).copy();
    pending.stream()
        .filter(trial -> trial.mark(usage) == Mark.PENDING && tells(trial))
        .forEach(trial -> learn(view, trial, false));
    return view;
  }

  /** Learns an outcome that counts. */
  void learn(Trial trial, int usage, boolean passed) {
    if (tells(trial)) {
      learn(beliefs.get(usage), trial, passed);
    }
  }

  private void learn(Belief belief, Trial trial, boolean passed) {
    boolean withAccepted = !accepted.isEmpty() && trial.covers(accepted);
    belief.learn(mask(trial), withAccepted, passed, noise, constants.hidden());
  }

  /**
   * Whether the tables can express what was blocked: some of the window, all or nothing accepted.
   */
  private boolean tells(Trial trial) {
    BitSet known = (BitSet) accepted.clone();
    slots.forEach(candidate -> known.set(candidate.number()));
    return trial.within(known) && (trial.covers(accepted) || !trial.blocked().intersects(accepted));
  }

  private int mask(Trial trial) {
    int mask = 0;
    for (int slot = 0; slot < slots.size(); slot++) {
      mask |= trial.blocks(slots.get(slot).number()) ? 1 << slot : 0;
    }
    return mask;
  }

  /** The destinations of a set of slots. */
  BitSet destinations(int mask, boolean withAccepted) {
    BitSet destinations = withAccepted ? (BitSet) accepted.clone() : new BitSet();
    for (int slot = 0; slot < slots.size(); slot++) {
      if ((mask >> slot & 1) == 1) {
        destinations.set(slots.get(slot).number());
      }
    }
    return destinations;
  }
}
