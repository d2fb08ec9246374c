// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How often each kind of outcome was seen with which members of the list blocked: all that trials
 * tell of them, whatever the noise is.
 */
final class Experience {
  private final List<Candidate> all;
  private final BitSet listed;
  private final List<Candidate> order;
  private final int usages;
  private final List<Outcomes> kinds = new ArrayList<>();
  private final Map<Outcomes, Integer> numbers = new HashMap<>();
  private final List<List<Integer>> users;
  private final int[] userNumbers;
  private final int[] any;
  private final int[][][] byMember;
  private final int[][][] byPrefix;

  /**
   * A trial: which members it blocks, how many of them before the first that it does not, and the
   * numbers of the kinds of its outcomes: by usage, of those that contact the same members, of all.
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers by index, never compared
  private record Seen(Trial trial, int prefix, int[] alone, int[] together, int everyone) {}

  /**
   * @param all every destination
   * @param order the members of the list
   */
  Experience(
      List<Candidate> all, BitSet listed, List<Candidate> order, int usages, List<Trial> log) {
    this.all = all;
    this.listed = listed;
    this.order = order;
    this.usages = usages;
    users = order.stream().map(Candidate::contacts).distinct().toList();
    userNumbers = order.stream().mapToInt(member -> users.indexOf(member.contacts())).toArray();
    List<Seen> seen =
        log.stream().filter(trial -> trial.asked().intersects(listed)).map(this::look).toList();
    any = new int[kinds.size()];
    byMember = new int[usages + 1][order.size()][kinds.size()];
    byPrefix = new int[usages + 1][order.size() + 1][kinds.size()];
    seen.forEach(this::count);
  }

  private Seen look(Trial trial) {
    double[] others = others(trial);
    int[] alone = new int[usages];
    for (int usage = 0; usage < usages; usage++) {
      alone[usage] = number(Outcomes.of(trial, List.of(usage), others));
    }
    int[] together =
        users.stream().mapToInt(some -> number(Outcomes.of(trial, some, others))).toArray();
    List<Integer> everyone = IntStream.range(0, usages).boxed().toList();
    return new Seen(
        trial, prefix(trial), alone, together, number(Outcomes.of(trial, everyone, others)));
  }

  private int number(Outcomes outcomes) {
    return numbers.computeIfAbsent(
        outcomes,
        fresh -> {
          kinds.add(fresh);
          return kinds.size() - 1;
        });
  }

  /** By usage: how often what is known to be needed, and is no member, breaks it. */
  private double[] others(Trial trial) {
    double[] others = new double[usages];
    BitSet outside = (BitSet) trial.blocked().clone();
    outside.andNot(listed);
    for (int usage = 0; usage < usages; usage++) {
      double works = 1;
      for (int i = outside.nextSetBit(0); i >= 0; i = outside.nextSetBit(i + 1)) {
        works *= 1 - all.get(i).rate(usage).orElse(1);
      }
      others[usage] = 1 - works;
    }
    return others;
  }

  private int prefix(Trial trial) {
    int k = 0;
    while (k < order.size() && trial.asked().get(order.get(k).number())) {
      k++;
    }
    return k;
  }

  private void count(Seen seen) {
    any[seen.everyone()]++;
    byPrefix[usages][seen.prefix()][seen.everyone()]++;
    for (int usage = 0; usage < usages; usage++) {
      byPrefix[usage][seen.prefix()][seen.alone()[usage]]++;
    }
    for (int k = 0; k < order.size(); k++) {
      if (seen.trial().blocks(order.get(k).number())) {
        for (int usage = 0; usage < usages; usage++) {
          byMember[usage][k][seen.alone()[usage]]++;
        }
        byMember[usages][k][seen.together()[userNumbers[k]]]++;
      }
    }
  }

  /** The logarithm of the chance of everything that was seen if the list is fine. */
  double chance(Noise noise) {
    double sum = 0;
    for (int kind = 0; kind < any.length; kind++) {
      sum += any[kind] == 0 ? 0 : any[kind] * Math.log(kinds.get(kind).chance(noise));
    }
    return sum;
  }

  /** What the same would be if it is not, against that: the answers are logarithms, too. */
  Odds odds(Noise noise, double[] rates) {
    double[][] ratios = new double[kinds.size()][rates.length];
    for (int kind = 0; kind < ratios.length; kind++) {
      for (int q = 0; q < rates.length; q++) {
        ratios[kind][q] = Math.log(kinds.get(kind).ratio(noise, rates[q]));
      }
    }
    return new Odds(ratios);
  }

  /** For one noise. */
  final class Odds {
    private final double[][] ratios;

    private Odds(double[][] ratios) {
      this.ratios = ratios;
    }

    /** If a usage needs a member at a rate. */
    double one(int usage, int member, int rate) {
      return sum(byMember[usage][member], rate);
    }

    /** If all that contact a member need it at a rate. */
    double together(int member, int rate) {
      return sum(byMember[usages][member], rate);
    }

    /** If a usage needs one of those that exactly such a prefix blocks. */
    double onePrefix(int usage, int prefix) {
      return sum(byPrefix[usage][prefix], 0);
    }

    /** If all usages do. */
    double togetherPrefix(int prefix) {
      return sum(byPrefix[usages][prefix], 0);
    }

    private double sum(int[] counts, int rate) {
      double sum = 0;
      for (int kind = 0; kind < counts.length; kind++) {
        sum += counts[kind] == 0 ? 0 : counts[kind] * ratios[kind][rate];
      }
      return sum;
    }
  }
}
