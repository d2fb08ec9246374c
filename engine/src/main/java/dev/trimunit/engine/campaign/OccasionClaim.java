// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.campaign.Judgement.Answer;
import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialPurpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.protocol.Noise;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A claim that is put to the test by an occasion: an update on offer, an alarm. One trial decides,
 * for the occasion is spent by it. That the version is the one that was hoped for proves nothing
 * where the device could not have got another one, as an app that says "up to date" does not.
 */
final class OccasionClaim {
  private final ClaimedBlocks blocks;
  private final List<Usage> usages;

  OccasionClaim(ClaimedBlocks blocks, List<Usage> usages) {
    this.blocks = blocks;
    this.usages = usages.isEmpty() ? List.of(Usage.SCENARIO) : List.copyOf(usages);
  }

  Judgement judge(TrialOracle oracle) {
    TrialRecord trial = oracle.run(new TrialRequest(TrialPurpose.SCENARIO, blocks.all(), usages));
    boolean passed = usages.stream().allMatch(trial::passed);
    boolean failed = trial.outcomes().stream().anyMatch(o -> fails(trial, o));
    if (!passed && !failed) {
      return judgement(
          trial,
          Answer.INCONCLUSIVE,
          "the lab could not tell in the one trial that there was%s: %s"
              .formatted(without(), obstacle(trial)));
    }
    if (lacksOccasion(trial, failed)) {
      return judgement(
          trial,
          Answer.UNTRIED,
          "%s in trial %d%s: %s"
              .formatted(
                  times(trial, DeviceTimer.Kind.VERSION) > 0
                      ? "no update was on offer"
                      : "nothing that could show it happened",
                  trial.number(),
                  without(),
                  failed ? reason(trial) : "what was read proves nothing"));
    }
    if (failed) {
      return judgement(
          trial,
          Answer.DOES_NOT_HOLD,
          "failed in 1 of 1 trials%s (seen once); in trial %d: %s"
              .formatted(without(), trial.number(), reason(trial)));
    }
    return worked(trial);
  }

  private Judgement worked(TrialRecord trial) {
    Set<DestinationPattern> unmet = unmet(trial);
    boolean nothing = !unmet.isEmpty() && unmet.containsAll(blocks.toMeet());
    return judgement(
        trial,
        nothing ? Answer.UNTRIED : Answer.HOLDS,
        "worked in 1 of 1 trials%s (seen once)%s"
            .formatted(
                without(),
                unmet.isEmpty() ? "" : ", in which the device did not try " + words(unmet)));
  }

  private static boolean fails(TrialRecord trial, UsageOutcome outcome) {
    return outcome.outcome() == Outcome.FAILED && trial.counts(outcome.usage());
  }

  /** A trial that failed before anything was read has failed. */
  private static boolean lacksOccasion(TrialRecord trial, boolean failed) {
    boolean read = times(trial, DeviceTimer.Kind.VERSION) > 0;
    return read
        ? times(trial, DeviceTimer.Kind.OFFER) == 0
        : !failed && times(trial, DeviceTimer.Kind.ALARM) == 0;
  }

  private static long times(TrialRecord trial, DeviceTimer.Kind kind) {
    return trial.timers().stream()
        .filter(timer -> timer.kind() == kind)
        .mapToLong(DeviceTimer::elapsed)
        .sum();
  }

  private Set<DestinationPattern> unmet(TrialRecord trial) {
    Set<DestinationPattern> unmet = new TreeSet<>(blocks.toMeet());
    trial.evidence().stream()
        .filter(evidence -> evidence.evidence() == Evidence.HELD)
        .map(BlockEvidence::pattern)
        .forEach(unmet::remove);
    return unmet;
  }

  private static String reason(TrialRecord trial) {
    return trial.outcomes().stream()
        .filter(outcome -> fails(trial, outcome))
        .map(UsageOutcome::reason)
        .collect(Collectors.joining("; "));
  }

  private static String obstacle(TrialRecord trial) {
    if (trial.leaked()) {
      return "the device got past the block";
    }
    return trial.outcomes().stream()
        .filter(outcome -> outcome.outcome() != Outcome.PASSED)
        .map(UsageOutcome::reason)
        .findFirst()
        .orElse(trial.fault());
  }

  private Judgement judgement(TrialRecord trial, Answer answer, String reason) {
    boolean open = answer == Answer.INCONCLUSIVE || answer == Answer.UNTRIED;
    boolean worked = usages.stream().allMatch(trial::passed);
    return new Judgement(
        answer,
        1,
        worked ? 1 : 0,
        open ? 1 : Noise.wrong(Math.abs(Noise.ASSUMED.evidence(worked ? 1 : 0, worked ? 0 : 1))),
        reason,
        List.of(trial.number()),
        Set.of());
  }

  private String without() {
    return blocks.words(blocks.all());
  }

  private static String words(Set<DestinationPattern> patterns) {
    return patterns.stream().map(DestinationPattern::toString).collect(Collectors.joining(", "));
  }
}
