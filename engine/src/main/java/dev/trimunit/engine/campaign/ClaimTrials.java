// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.campaign.Judgement.Answer;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.protocol.Noise;
import dev.trimunit.engine.protocol.Tally;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Wald's sequential test of one hand-written claim: every usage works with this block. A scenario
 * that uses no functionality is decided by its first trial that counts.
 *
 * <p>A trial that passed without meeting any block says nothing about them, and a block that was
 * never met leaves the claim untried. What the device is known to contact is waited for.
 */
final class ClaimTrials {
  private static final int MOST_TRIALS = 30;
  private static final int MOST_UNCOUNTED_IN_A_ROW = 5;

  /** After so many trials a block is taken for one that the device does not meet. */
  private static final int MOST_UNTIL_MET = 15;

  /** The same for what the device was never seen to contact. */
  private static final int MOST_UNTIL_MET_AT_ALL = 3;

  private final ClaimedBlocks blocks;
  private final TrialRequest request;
  private final Predicate<DestinationPattern> contacted;
  private final double errorBound;
  private final boolean once;
  private final boolean unrepeatable;
  private final Set<DestinationPattern> unmet;
  private final boolean meets;
  private final List<Integer> passed = new ArrayList<>();
  private final List<Integer> failed = new ArrayList<>();
  private final List<Integer> idle = new ArrayList<>();
  private int uncountedInARow;
  private String obstacle = "";
  private String failure = "";

  /**
   * @param contacted whether the device is known to contact something that a block covers
   * @param unrepeatable whether a second trial would find another device
   */
  ClaimTrials(
      ClaimedBlocks blocks,
      List<Usage> usages,
      double errorBound,
      Predicate<DestinationPattern> contacted,
      boolean unrepeatable) {
    this.blocks = blocks;
    this.unrepeatable = unrepeatable;
    this.once = usages.isEmpty();
    this.errorBound = errorBound;
    this.contacted = contacted;
    this.unmet = new TreeSet<>(blocks.toMeet());
    this.meets = !unmet.isEmpty();
    this.request =
        new TrialRequest(
            TrialPurpose.SCENARIO, blocks.all(), once ? List.of(Usage.SCENARIO) : usages);
  }

  Judgement judge(TrialOracle oracle) {
    while (open()) {
      add(oracle.run(request));
    }
    return judgement();
  }

  private boolean open() {
    if (unrepeatable && counted() + uncountedInARow > 0) {
      return false;
    }
    if (uncountedInARow >= MOST_UNCOUNTED_IN_A_ROW || counted() >= MOST_TRIALS) {
      return false;
    }
    return settled() ? failed.size() < passed.size() && mayStillMeet() : !idleForEver();
  }

  private boolean settled() {
    return (once || unrepeatable) ? evidence() > 0 : wrong() <= errorBound;
  }

  private boolean mayStillMeet() {
    return counted() < MOST_UNTIL_MET && unmet.stream().anyMatch(contacted);
  }

  private boolean idleForEver() {
    boolean never = unmet.stream().noneMatch(contacted);
    return evidence() == 0 && idle.size() >= (never ? MOST_UNTIL_MET_AT_ALL : MOST_UNTIL_MET);
  }

  /** Trials that say something about the claim. */
  private int evidence() {
    return passed.size() + failed.size();
  }

  private int counted() {
    return evidence() + idle.size();
  }

  private void add(TrialRecord trial) {
    List<UsageOutcome> failures =
        trial.outcomes().stream()
            .filter(o -> trial.counts(o.usage()) && o.outcome() == Outcome.FAILED)
            .toList();
    if (!failures.isEmpty()) {
      failure = failures.stream().map(this::sentence).collect(Collectors.joining("; "));
      count(trial, failed);
    } else if (request.usages().stream().allMatch(trial::passed)) {
      count(trial, !meets || meets(trial) ? passed : idle);
    } else {
      obstacle =
          trial.leaked()
              ? bypass(trial)
              : trial.refusedMore()
                  ? Tally.shares(trial) + ", so that a failure tells nothing"
                  : reason(trial);
      uncountedInARow++;
    }
  }

  private void count(TrialRecord trial, List<Integer> numbers) {
    numbers.add(trial.number());
    uncountedInARow = 0;
    met(trial).forEach(unmet::remove);
  }

  private static boolean meets(TrialRecord trial) {
    return !met(trial).isEmpty();
  }

  private static Set<DestinationPattern> met(TrialRecord trial) {
    return trial.evidence().stream()
        .filter(evidence -> evidence.evidence() == Evidence.HELD)
        .map(BlockEvidence::pattern)
        .collect(Collectors.toSet());
  }

  private String sentence(UsageOutcome outcome) {
    return once ? outcome.reason() : outcome.usage() + ": " + outcome.reason();
  }

  private static String bypass(TrialRecord trial) {
    return trial.evidence().stream()
        .filter(evidence -> evidence.evidence() == Evidence.LEAKED)
        .map(ClaimTrials::bypass)
        .collect(Collectors.joining("; "));
  }

  private static String bypass(BlockEvidence leak) {
    return "the device got past the block of %s%s"
        .formatted(leak.pattern(), leak.bypass().isEmpty() ? "" : " (" + leak.bypass() + ")");
  }

  private static String reason(TrialRecord trial) {
    return trial.outcomes().stream()
        .filter(outcome -> outcome.outcome() == Outcome.VOID)
        .map(UsageOutcome::reason)
        .findFirst()
        .orElse(trial.fault());
  }

  /** The probability at which the answer that the trials favour is wrong, with even odds before. */
  private double wrong() {
    return Noise.wrong(Math.abs(Noise.ASSUMED.evidence(passed.size(), failed.size())));
  }

  private Judgement judgement() {
    Answer answer = answer();
    boolean fails = answer == Answer.DOES_NOT_HOLD || answer == Answer.INCONCLUSIVE;
    List<Integer> worked = new ArrayList<>(idle);
    worked.addAll(passed);
    List<Integer> numbers = new ArrayList<>(fails ? failed : worked);
    Collections.reverse(numbers);
    numbers.addAll(fails ? worked : failed);
    boolean open = answer == Answer.INCONCLUSIVE || answer == Answer.UNTRIED;
    return new Judgement(
        answer,
        counted(),
        worked.size(),
        open || evidence() == 0 ? 1 : wrong(),
        reason(answer),
        numbers,
        answer == Answer.UNTRIED ? unmet : Set.of());
  }

  private Answer answer() {
    boolean worked = passed.size() + idle.size() > 0 && failed.size() <= passed.size();
    if (worked && !unmet.isEmpty() && (settled() || failed.isEmpty())) {
      return Answer.UNTRIED;
    }
    if (evidence() == 0 || !settled()) {
      return Answer.INCONCLUSIVE;
    }
    return passed.size() > failed.size() ? Answer.HOLDS : Answer.DOES_NOT_HOLD;
  }

  private String reason(Answer answer) {
    return switch (answer) {
      case HOLDS ->
          "worked in %d of %d trials%s%s"
              .formatted(passed.size() + idle.size(), counted(), without(), seenOnce());
      case UNTRIED -> untried();
      case DOES_NOT_HOLD ->
          "failed in %d of %d trials%s%s; in trial %d: %s"
              .formatted(
                  failed.size(),
                  counted(),
                  without(),
                  seenOnce(),
                  failed.get(failed.size() - 1),
                  failure);
      case INCONCLUSIVE ->
          unrepeatable && uncountedInARow > 0
              ? "the lab could not tell in the one trial that there can be on this unit%s: %s"
                  .formatted(without(), obstacle)
              : uncountedInARow >= MOST_UNCOUNTED_IN_A_ROW
                  ? "the lab could not tell in %d trials in a row%s; the last time: %s"
                      .formatted(uncountedInARow, without(), obstacle)
                  : "worked in %d of %d trials%s, which settles nothing"
                      .formatted(passed.size() + idle.size(), counted(), without());
    };
  }

  private String untried() {
    return "it worked in %d of %d trials, but in none of them did the device try %s"
        .formatted(passed.size() + idle.size(), counted(), words(unmet, " or "));
  }

  private String seenOnce() {
    return unrepeatable ? " (seen once: it cannot be repeated on this unit)" : "";
  }

  private String without() {
    return blocks.words(request.blocked());
  }

  private static String words(Set<DestinationPattern> patterns, String separator) {
    return patterns.stream()
        .map(DestinationPattern::toString)
        .collect(Collectors.joining(separator));
  }
}
