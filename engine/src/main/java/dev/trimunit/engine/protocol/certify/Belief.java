// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

/**
 * The joint probability, for one usage, of which destinations of the window it requires and whether
 * the list is broken. State {@code 2x + c}: bit k of x is the k-th destination of the window, c the
 * list.
 */
final class Belief {
  private double[] chance = {1, 0};

  Belief copy() {
    Belief copy = new Belief();
    copy.chance = chance.clone();
    return copy;
  }

  double[] states() {
    return chance;
  }

  /** Adds a destination, of which nothing is known, as the last of the window. */
  void add() {
    double[] wider = new double[2 * chance.length];
    for (int state = 0; state < chance.length; state++) {
      wider[state] = chance[state] / 2;
      wider[state + chance.length] = chance[state] / 2;
    }
    chance = wider;
  }

  /** By sets of the window, whatever the list is like. */
  double[] sets() {
    double[] sets = new double[chance.length / 2];
    for (int x = 0; x < sets.length; x++) {
      sets[x] = chance[2 * x] + chance[2 * x + 1];
    }
    return sets;
  }

  /** The same with more knowledge about the sets of the window. */
  Belief with(double[] sets) {
    Belief with = copy();
    for (int state = 0; state < chance.length; state++) {
      with.chance[state] *= sets[state >> 1];
    }
    with.normalise();
    return with;
  }

  /** Learns from elsewhere that a destination of the window is required with this chance. */
  void hear(int slot, double required) {
    for (int state = 0; state < chance.length; state++) {
      chance[state] *= ((state >> (slot + 1)) & 1) == 1 ? required : 1 - required;
    }
    normalise();
  }

  private void normalise() {
    double sum = 0;
    for (double one : chance) {
      sum += one;
    }
    for (int state = 0; state < chance.length; state++) {
      chance[state] /= sum;
    }
  }

  /** Takes a destination out of the window. */
  void drop(int slot) {
    remove(slot, 0);
  }

  /** Takes a destination out of the window into the list. */
  void merge(int slot, double breakage) {
    remove(slot, 1);
    for (int state = 0; state < chance.length; state += 2) {
      double broken = chance[state] * breakage;
      chance[state] -= broken;
      chance[state + 1] += broken;
    }
  }

  private void remove(int slot, int merge) {
    double[] narrower = new double[chance.length / 2];
    int low = (2 << slot) - 1;
    for (int state = 0; state < chance.length; state++) {
      int without = (state & low) | ((state >> 1) & ~low);
      narrower[without | (merge & (state >> (slot + 1)))] += chance[state];
    }
    chance = narrower;
  }

  /** Chances to pass: with nothing required blocked, with something hidden, with a requirement. */
  record Passes(double clean, double hidden, double broken) {}

  /** Learns the outcome of a trial that blocked some of the window and perhaps the list. */
  void learn(int blocked, boolean withListed, boolean passed, Passes passes) {
    double broken = withListed ? passes.hidden() : passes.clean();
    for (int state = 0; state < chance.length; state++) {
      boolean meets = (blocked & (state >> 1)) != 0;
      double fine = (state & 1) == 1 ? broken : passes.clean();
      double pass = meets ? passes.broken() : fine;
      chance[state] *= passed ? pass : 1 - pass;
    }
    normalise();
  }

  /** Chance that the usage requires a destination of the window. */
  double required(int slot) {
    double sum = 0;
    for (int state = 0; state < chance.length; state++) {
      sum += ((state >> (slot + 1)) & 1) * chance[state];
    }
    return sum;
  }

  /** Chance that the list breaks the usage. */
  double broken() {
    double sum = 0;
    for (int state = 1; state < chance.length; state += 2) {
      sum += chance[state];
    }
    return sum;
  }

  /** Forgets what was known about the list. */
  void broken(double probability) {
    for (int state = 0; state < chance.length; state += 2) {
      double both = chance[state] + chance[state + 1];
      chance[state] = both * (1 - probability);
      chance[state + 1] = both * probability;
    }
  }

  /**
   * For every set of the window: the chance that none of it is required, with the list clean
   * ({@code broken} 0) or broken (1).
   */
  double[] fine(int broken) {
    int size = chance.length / 2;
    double[] within = new double[size];
    for (int x = 0; x < size; x++) {
      within[x] = chance[2 * x + broken];
    }
    for (int bit = 1; bit < size; bit <<= 1) {
      for (int x = 0; x < size; x++) {
        if ((x & bit) != 0) {
          within[x] += within[x ^ bit];
        }
      }
    }
    double[] fine = new double[size];
    for (int x = 0; x < size; x++) {
      fine[x] = within[size - 1 - x];
    }
    return fine;
  }
}
