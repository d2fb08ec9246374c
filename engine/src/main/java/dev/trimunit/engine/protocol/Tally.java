// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.Shown;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictBuilder;
import dev.trimunit.engine.model.VerdictKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts what trials said about one destination and usage. Void and leaked trials never count, nor
 * do failures while something else was refused too.
 */
public final class Tally {
  /** After so many leaked trials in spite of stronger blocks there is nothing to learn. */
  static final int MOST_LEAKED = 5;

  /** After so many trials, and twice as many as count, in which the device did not try it. */
  private static final int MOST_IDLE = 12;

  /** What was tried so often is not tried too seldom. */
  private static final int ENOUGH = 5;

  final Destination destination;
  final Usage usage;
  private final int mostVoid;
  private final boolean mustMeet;
  private final List<Integer> numbers = new ArrayList<>();
  private int trials;
  private int passed;
  private int held;
  private int voids;
  private int leaks;
  private int idle;
  private String obstacle = "";
  private String sharing = "";

  /**
   * @param mustMeet whether a trial counts only if the device tried the destination: it did with
   *     nothing blocked
   */
  Tally(Destination destination, Usage usage, int mostVoid, boolean mustMeet) {
    this.destination = destination;
    this.usage = usage;
    this.mostVoid = mostVoid;
    this.mustMeet = mustMeet;
  }

  void add(TrialRecord trial) {
    Optional<UsageOutcome> found = trial.outcome(usage);
    if (found.isEmpty() || found.get().outcome() == Outcome.VOID) {
      voids++;
      obstacle =
          found.map(UsageOutcome::reason).filter(reason -> !reason.isEmpty()).orElse(trial.fault());
    } else if (trial.leaked()) {
      leaks++;
      obstacle = bypass(trial);
    } else if (!trial.counts(usage)) {
      leaks++;
      sharing = shares(trial);
    } else if (mustMeet && idle(trial)) {
      idle++;
    } else {
      count(trial, found.get().outcome());
    }
  }

  private void count(TrialRecord trial, Outcome outcome) {
    trials++;
    numbers.add(trial.number());
    passed += outcome == Outcome.PASSED ? 1 : 0;
    held += trial.held(destination) ? 1 : 0;
  }

  private boolean idle(TrialRecord trial) {
    return !trial.held(destination)
        && trial.evidence().stream()
            .anyMatch(
                e -> e.evidence() == Evidence.NOT_EXERCISED && e.pattern().covers(destination));
  }

  /** How packets got through the blocks of a trial. */
  static String bypass(TrialRecord trial) {
    return trial.evidence().stream()
        .filter(e -> e.evidence() == Evidence.LEAKED)
        .map(BlockEvidence::bypass)
        .findFirst()
        .orElse("");
  }

  /** Which blocked things share an address with what was not to be blocked; empty if none does. */
  public static String shares(TrialRecord trial) {
    return trial.evidence().stream()
        .filter(e -> e.evidence() == Evidence.COLLATERAL)
        .map(e -> e.pattern().plain() + " shares " + String.join(", ", e.shared()))
        .collect(Collectors.joining("; "));
  }

  int trials() {
    return trials;
  }

  int passed() {
    return passed;
  }

  /** Whether asking again would be no use. */
  boolean spent() {
    return leaks >= MOST_LEAKED || voids >= mostVoid || seldomTried();
  }

  private boolean seldomTried() {
    return trials < ENOUGH && idle >= MOST_IDLE + 2 * trials;
  }

  /** The log-odds that the destination is blockable. */
  double evidence(Noise noise) {
    return noise.evidence(passed, trials - passed);
  }

  Verdict verdict(VerdictKind kind, double errorBound, String device) {
    String reason = spent() && kind == VerdictKind.INCONCLUSIVE ? obstacle() : sentence(kind);
    return VerdictBuilder.stagedBuilder()
        .device(device)
        .destination(destination)
        .usage(usage)
        .kind(kind)
        .trials(trials)
        .passed(passed)
        .held(held)
        .errorBound(errorBound)
        .partners(Set.of())
        .trialNumbers(numbers)
        .reason(reason)
        .shown(Shown.NOW)
        .build();
  }

  private String obstacle() {
    if (seldomTried()) {
      return "the device tries %s too seldom to tell: in %d of %d trials that blocked it while %s was used"
          .formatted(destination, trials, trials + idle, usage);
    }
    if (leaks >= MOST_LEAKED && !sharing.isEmpty()) {
      return "%s, so that a failure tells nothing (%d trials)".formatted(sharing, leaks);
    }
    String because = obstacle.isEmpty() ? "" : ": " + obstacle;
    return leaks >= MOST_LEAKED
        ? "the device got past the block of %s in %d trials%s"
            .formatted(destination, leaks, because)
        : "the lab could not tell in %d trials of %s without %s%s"
            .formatted(voids, usage, destination, because);
  }

  private String sentence(VerdictKind kind) {
    return kind == VerdictKind.INCONCLUSIVE
        ? "%s without %s worked in %d of %d trials, which settles nothing (%s)"
            .formatted(usage, destination, passed, trials, sawRefusal(held, trials))
        : sentence(kind == VerdictKind.BLOCKABLE);
  }

  private String sentence(boolean worked) {
    return "%s %s in %d of %d trials without %s (%s)"
        .formatted(
            usage,
            worked ? "worked" : "failed",
            worked ? passed : trials - passed,
            trials,
            destination,
            sawRefusal(held, trials));
  }

  /** Says in how many of the trials the block was met. */
  static String sawRefusal(int held, int trials) {
    if (held == 0) {
      return "the device never tried it meanwhile";
    }
    String which = held == trials ? (trials == 1 ? "it" : "all of them") : held + " of them";
    return which + " saw the device try and be refused";
  }
}
