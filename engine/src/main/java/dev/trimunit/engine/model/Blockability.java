// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The paper's three classes of a destination, over all functionalities and vantages of a device.
 */
public enum Blockability {
  /** Blockable without breaking any functionality. */
  ALL,
  /** Blockable for some functionalities only. */
  SOME,
  /** Required, or not settled, for every functionality. */
  NONE;

  private static final Set<TrialPurpose> COUNTED =
      EnumSet.of(TrialPurpose.CONTROL, TrialPurpose.BLOCK, TrialPurpose.JOINT);

  /**
   * The class of a destination by the verdicts on it. What is blockable for some usages and has no
   * verdict for others that were seen to contact it is not blockable for all.
   *
   * @param trials all of the device
   */
  public static Blockability of(
      Destination destination, Collection<Verdict> verdicts, Collection<TrialRecord> trials) {
    List<Verdict> about =
        verdicts.stream().filter(verdict -> verdict.destination().equals(destination)).toList();
    Set<Usage> judged = about.stream().map(Verdict::usage).collect(Collectors.toSet());
    Blockability told = of(about.stream().map(Verdict::kind).toList());
    return told == ALL && trials.stream().anyMatch(t -> contacts(t, destination, judged))
        ? SOME
        : told;
  }

  /** Whether the destination was contacted in a trial in which none of the judged usages was. */
  private static boolean contacts(TrialRecord trial, Destination destination, Set<Usage> judged) {
    return COUNTED.contains(trial.purpose())
        && !trial.isVoid()
        && !trial.outcomes().isEmpty()
        && trial.outcomes().stream().map(UsageOutcome::usage).noneMatch(judged::contains)
        && (trial.contacted().contains(destination)
            || trial.evidence().stream()
                .anyMatch(
                    e ->
                        e.evidence() == Evidence.HELD
                            && e.pattern().equals(destination.exactly())));
  }

  /** Summarises the verdicts of one destination; {@link #NONE} if there are none. */
  public static Blockability of(Collection<VerdictKind> kinds) {
    long blockable = kinds.stream().filter(kind -> kind == VerdictKind.BLOCKABLE).count();
    if (blockable == 0) {
      return NONE;
    }
    return blockable == kinds.size() ? ALL : SOME;
  }
}
