// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.ArrayList;
import java.util.List;

/**
 * What the usages say about each other. A destination of the window is required by no usage, by
 * all, or by some: each of them with one half. Exact, by a table over the three cases of every
 * destination: number {@code x} in base 3 has 0, 1 or 2 as its k-th digit for the k-th destination.
 */
final class Coupling {
  /** Of the destinations that anything requires, so many are required by all usages. */
  private static final double ALL = 0.8;

  private final List<Candidate> slots;
  private final double all;
  private final double some;

  Coupling(List<Candidate> slots, int usages) {
    this.slots = slots;
    all = usages == 1 ? 1 : ALL;
    some = usages == 1 ? 0 : (1 - ALL) / (1 - Math.pow(0.5, usages));
  }

  /** By usage: what its own trials say, and what those of the others suggest. */
  List<Belief> couple(List<Evidence> evidence) {
    List<double[]> said = new ArrayList<>();
    for (int usage = 0; usage < evidence.size(); usage++) {
      said.add(toCases(evidence.get(usage).told().sets(), usage));
    }
    List<double[]> before = new ArrayList<>();
    double[] sofar = prior();
    for (double[] one : said) {
      before.add(sofar);
      sofar = product(sofar, one);
    }
    List<Belief> coupled = new ArrayList<>(evidence.stream().map(Evidence::own).toList());
    double[] after = null;
    for (int usage = said.size() - 1; usage >= 0; usage--) {
      double[] others = after == null ? before.get(usage) : product(before.get(usage), after);
      coupled.set(usage, evidence.get(usage).own().with(toSets(others, usage)));
      after = after == null ? said.get(usage) : product(after, said.get(usage));
    }
    return coupled;
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    double sum = 0;
    for (int x = 0; x < a.length; x++) {
      product[x] = a[x] * b[x];
      sum += product[x];
    }
    for (int x = 0; x < a.length; x++) {
      product[x] /= sum;
    }
    return product;
  }

  private double[] prior() {
    double[] prior = {1};
    for (Candidate candidate : slots) {
      int size = prior.length;
      double[] wider = new double[3 * size];
      for (int x = 0; x < size; x++) {
        wider[x + size] = prior[x] * candidate.rank() * all;
        wider[x + 2 * size] = prior[x] * candidate.rank() * some;
        wider[x] = prior[x] - wider[x + size] - wider[x + 2 * size];
      }
      prior = wider;
    }
    return prior;
  }

  /**
   * The part of its prior that a usage leaves to a destination: little if it was not seen there.
   */
  private double contacts(int slot, int usage) {
    Candidate candidate = slots.get(slot);
    return Math.min(1, candidate.prior(usage) / (candidate.rank() * (all + some / 2)));
  }

  /** From the sets that a usage may require to the cases, destination by destination. */
  private double[] toCases(double[] sets, int usage) {
    double[] from = sets;
    int low = 1;
    for (int slot = 0; slot < slots.size(); slot++, low *= 3) {
      double contacts = contacts(slot, usage);
      double[] to = new double[from.length / 2 * 3];
      for (int x = 0; x < from.length / 2; x++) {
        int rest = x % low;
        double without = from[x / low * 2 * low + rest];
        double with = from[x / low * 2 * low + low + rest];
        int at = x / low * 3 * low + rest;
        to[at] = without;
        to[at + low] = without + contacts * (with - without);
        to[at + 2 * low] = without + contacts / 2 * (with - without);
      }
      from = to;
    }
    return from;
  }

  /** From the cases to the sets that a usage may require. */
  private double[] toSets(double[] cases, int usage) {
    double[] from = cases;
    int low = 1;
    for (int slot = 0; slot < slots.size(); slot++, low *= 2) {
      double contacts = contacts(slot, usage);
      double[] to = new double[from.length / 3 * 2];
      for (int x = 0; x < from.length / 3; x++) {
        int rest = x % low;
        int at = x / low * 3 * low + rest;
        double required = contacts * (from[at + low] + from[at + 2 * low] / 2);
        to[x / low * 2 * low + rest] = from[at] + from[at + low] + from[at + 2 * low] - required;
        to[x / low * 2 * low + low + rest] = required;
      }
      from = to;
    }
    return from;
  }
}
