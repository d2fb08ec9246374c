// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import java.util.BitSet;
import java.util.List;

/**
 * Finds with which listed destinations an alternative breaks a usage: QuickXplain, a smallest set
 * by halving, on tests that forgive noise.
 */
final class Partners {
  private final SetTrials setTrials;
  private final int alternative;
  private final int usage;
  private final List<Integer> usages;

  /**
   * @param usages of the same vantage for which it is an alternative
   */
  Partners(SetTrials setTrials, int alternative, int usage, List<Integer> usages) {
    this.setTrials = setTrials;
    this.alternative = alternative;
    this.usage = usage;
    this.usages = usages;
  }

  /** Whether the partners for another usage are those for this one. */
  boolean confirm(BitSet partners) {
    return !partners.isEmpty() && breaks(with(partners, List.of(alternative)));
  }

  /** A smallest set with which the alternative breaks the usage; empty if it does not. */
  BitSet among(List<Integer> listed) {
    BitSet found = new BitSet();
    if (breaks(with(only(), listed))) {
      explain(only(), false, listed).forEach(found::set);
    }
    return found;
  }

  private List<Integer> explain(BitSet background, boolean grown, List<Integer> rest) {
    if (rest.isEmpty() || (grown && breaks(background))) {
      return List.of();
    }
    if (rest.size() == 1) {
      return rest;
    }
    List<Integer> first = rest.subList(0, rest.size() / 2);
    List<Integer> second = rest.subList(rest.size() / 2, rest.size());
    List<Integer> late = explain(with(background, first), true, second);
    List<Integer> early = explain(with(background, late), !late.isEmpty(), first);
    return java.util.stream.Stream.concat(early.stream(), late.stream()).toList();
  }

  private boolean breaks(BitSet blocked) {
    List<SetOdds> all = setTrials.ofSet(blocked, usages);
    SetOdds wanted = all.get(usages.indexOf(usage));
    setTrials.decide(blocked, List.of(wanted), all);
    return wanted.fails() > 0.5;
  }

  private BitSet only() {
    return with(new BitSet(), List.of(alternative));
  }

  private static BitSet with(BitSet set, List<Integer> more) {
    BitSet larger = (BitSet) set.clone();
    more.forEach(larger::set);
    return larger;
  }
}
