// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The destinations being decided, the list, and what counted trials say about them. */
final class Window {
  private static final double LEAST = 1e-9;
  private final Constants constants;
  private final Noise noise;
  private final List<Candidate> slots = new ArrayList<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private final BitSet listed = new BitSet();
  private @Nullable List<Belief> committed;

  Window(Constants constants, Noise noise, int usages) {
    this.constants = constants;
    this.noise = noise;
    for (int usage = 0; usage < usages; usage++) {
      evidence.add(new Evidence());
    }
  }

  int usages() {
    return evidence.size();
  }

  List<Candidate> slots() {
    return slots;
  }

  /** The destinations that work blocked together, as far as is known. */
  BitSet listed() {
    return listed;
  }

  boolean full() {
    return slots.size() == constants.window();
  }

  void add(Candidate candidate) {
    slots.add(candidate);
    change(Belief::add);
  }

  private void change(Consumer<Belief> change) {
    evidence.forEach(one -> one.both(change));
    committed = null;
  }

  /** Takes a destination out of the list; without members nothing is broken. */
  void forget(Candidate candidate) {
    listed.clear(candidate.number());
    if (listed.isEmpty()) {
      change(belief -> belief.broken(0));
    }
  }

  /** Takes a decided destination out. */
  void drop(Candidate candidate) {
    int slot = remove(candidate);
    change(belief -> belief.drop(slot));
  }

  /** Takes a blockable destination into the list. */
  void merge(Candidate candidate, double breakage) {
    int slot = remove(candidate);
    change(belief -> belief.merge(slot, breakage));
    listed.set(candidate.number());
  }

  /** What the other usages and the prior said about a destination stays with those it leaves. */
  private int remove(Candidate candidate) {
    int slot = slots.indexOf(candidate);
    List<Belief> believed = committed();
    for (int usage = 0; usage < usages(); usage++) {
      double all = odds(believed.get(usage).required(slot));
      double others = all / odds(evidence.get(usage).own().required(slot));
      evidence.get(usage).both(belief -> belief.hear(slot, others / (1 + others)));
    }
    slots.remove(slot);
    return slot;
  }

  private static double odds(double chance) {
    double inside = Math.max(LEAST, Math.min(1 - LEAST, chance));
    return inside / (1 - inside);
  }

  /** Takes a destination that was decided outside of the window into the list. */
  void accept(Candidate candidate, double breakage) {
    listed.set(candidate.number());
    change(belief -> belief.broken(either(belief.broken(), breakage)));
  }

  private static double either(double one, double other) {
    return one + (1 - one) * other;
  }

  /** Whether a destination is blockable for all these usages and not listed. */
  boolean mayAccept(Candidate candidate, List<Integer> usages) {
    return !listed.get(candidate.number())
        && usages.stream().allMatch(usage -> candidate.standing(usage) == Standing.FINE);
  }

  /** What is believed about a usage from counted trials alone. */
  Belief committed(int usage) {
    return committed().get(usage);
  }

  private List<Belief> committed() {
    if (committed == null) {
      committed = new Coupling(slots, usages()).couple(evidence);
    }
    return committed;
  }

  /** What is believed, by usage, if the failures that still wait will count. */
  List<Belief> views(List<Trial> pending) {
    List<Trial> telling = pending.stream().filter(this::tells).toList();
    if (telling.isEmpty()) {
      return committed();
    }
    List<Evidence> views = evidence.stream().map(Evidence::copy).toList();
    for (Trial trial : telling) {
      trial.usages(Mark.PENDING).forEach(usage -> learn(views.get(usage), trial, false));
    }
    return new Coupling(slots, usages()).couple(views);
  }

  /** Sets the chance that the list breaks a usage. */
  void broken(int usage, double chance) {
    evidence.get(usage).both(belief -> belief.broken(chance));
    committed = null;
  }

  /** Learns an outcome that counts. */
  void learn(Trial trial, int usage, boolean passed) {
    if (tells(trial)) {
      learn(evidence.get(usage), trial, passed);
      committed = null;
    }
  }

  /**
   * Learns once more what a destination did alone before it left and was opened again; otherwise
   * the trial that misled would mislead again. Other trials were also about those blocked with it.
   */
  void recall(Trial alone) {
    alone.usages(Mark.PASSED).forEach(usage -> learn(alone, usage, true));
    alone.usages(Mark.FAILED).forEach(usage -> learn(alone, usage, false));
  }

  private void learn(Evidence usage, Trial trial, boolean passed) {
    boolean withListed = !listed.isEmpty() && trial.covers(listed);
    usage.learn(mask(trial), withListed, passed, noise, constants.hidden());
  }

  /** Whether the tables can express what was blocked: some of the window, all or nothing listed. */
  private boolean tells(Trial trial) {
    BitSet known = (BitSet) listed.clone();
    slots.forEach(candidate -> known.set(candidate.number()));
    return trial.within(known) && (trial.covers(listed) || !trial.asked().intersects(listed));
  }

  private int mask(Trial trial) {
    int mask = 0;
    for (int slot = 0; slot < slots.size(); slot++) {
      mask |= trial.blocks(slots.get(slot).number()) ? 1 << slot : 0;
    }
    return mask;
  }

  /** The destinations of a set of slots. */
  BitSet destinations(int mask, boolean withListed) {
    BitSet destinations = withListed ? (BitSet) listed.clone() : new BitSet();
    for (int slot = 0; slot < slots.size(); slot++) {
      if (((mask >> slot) & 1) == 1) {
        destinations.set(slots.get(slot).number());
      }
    }
    return destinations;
  }
}
