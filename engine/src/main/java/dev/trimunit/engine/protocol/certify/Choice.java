// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for the trial that tells most for its cost. */
final class Choice {
  /** A further usage after one power cycle costs this part of a trial. */
  static final double FURTHER_USAGE = 0.25;

  /** What one usage tells, others mostly tell, too. */
  private static final double FURTHER_TELLS = 0.5;

  /** A likely pass with the list is joint evidence, too. */
  private static final double JOINT = 0.2;

  /** What a failure alone is worth that is still lacking as a proof. */
  private static final double PROOF = 0.1;

  private static final double PER_DESTINATION = 0.001;
  private final Noise noise;
  private final double hidden;
  private final Lacking lacking;
  private @Nullable Best best;

  /**
   * A trial.
   *
   * @param blocked the slots of the window to block
   * @param withListed whether to block the list, too
   * @param usages what to try
   * @param score information for its cost
   */
  record Best(int blocked, boolean withListed, List<Integer> usages, double score) {}

  /** Whether a failure with this blocked would be a proof that is lacking. */
  interface Lacking {
    boolean proof(int blocked, int usage);
  }

  Choice(Noise noise, double hidden, Lacking lacking) {
    this.noise = noise;
    this.hidden = hidden;
    this.lacking = lacking;
  }

  /**
   * The best trial; empty only if there is nothing to block.
   *
   * @param views what is believed, by usage
   * @param groups usages that may share a trial
   */
  @Nullable Best of(List<Belief> views, List<List<Integer>> groups, boolean anyListed) {
    best = null;
    double[][] clean = new double[views.size()][];
    double[][] broken = new double[views.size()][];
    for (int usage = 0; usage < views.size(); usage++) {
      clean[usage] = views.get(usage).fine(0);
      broken[usage] = views.get(usage).fine(1);
    }
    for (List<Integer> group : groups.stream().filter(g -> !g.isEmpty()).toList()) {
      for (int blocked = 1; blocked < clean[0].length; blocked++) {
        consider(group, clean, broken, blocked, false);
      }
      for (int blocked = 0; anyListed && blocked < clean[0].length; blocked++) {
        consider(group, clean, broken, blocked, true);
      }
    }
    return best;
  }

  private void consider(
      List<Integer> group, double[][] clean, double[][] broken, int blocked, boolean with) {
    double[] gains = new double[clean.length];
    double[] proofs = new double[clean.length];
    for (int usage : group) {
      double allFine = clean[usage][blocked];
      double fine = allFine + broken[usage][blocked];
      gains[usage] = with ? jointly(allFine, fine) : gain(fine, fine);
      proofs[usage] = !with && lacking.proof(blocked, usage) ? PROOF * (1 - fine) : 0;
    }
    List<Integer> ordered = new ArrayList<>(group);
    ordered.sort(Comparator.comparingDouble((Integer usage) -> -gains[usage]));
    double sum = 0;
    double ratio = 0;
    int size = 0;
    for (int usage : ordered) {
      double more = gains[usage] * (size == 0 ? 1 : FURTHER_TELLS) + proofs[usage];
      double larger = (sum + more) / (1 + FURTHER_USAGE * size);
      if (size > 0 && larger <= ratio) {
        break;
      }
      sum += more;
      ratio = larger;
      size++;
    }
    double score = ratio * (1 - PER_DESTINATION * Integer.bitCount(blocked));
    offer(score, blocked, with, ordered, size);
  }

  private void offer(double score, int blocked, boolean with, List<Integer> ordered, int size) {
    if (best == null || score > best.score()) {
      List<Integer> usages = ordered.subList(0, size).stream().sorted().toList();
      best = new Best(blocked, with, usages, score);
    }
  }

  private double jointly(double allFine, double fine) {
    return gain(allFine, fine) * (1 + JOINT * passes(allFine, fine));
  }

  private double passes(double allFine, double fine) {
    return allFine * (1 - noise.failure())
        + (fine - allFine) * noise.success(hidden)
        + (1 - fine) * noise.success();
  }

  private double gain(double allFine, double fine) {
    return entropy(passes(allFine, fine))
        - allFine * entropy(noise.failure())
        - (fine - allFine) * entropy(noise.success(hidden))
        - (1 - fine) * entropy(noise.success());
  }

  private static double entropy(double chance) {
    return chance <= 0 || chance >= 1
        ? 0
        : -chance * Math.log(chance) - (1 - chance) * Math.log(1 - chance);
  }
}
