// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.endurance;

import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.model.UsageOutcome.Probe;
import dev.trimunit.engine.model.UsageOutcome.Probe.When;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one long run shows.
 *
 * @param trial the run
 */
record Ran(TrialRecord trial) {
  /**
   * When and how a device broke.
   *
   * @param usage the first usage that failed for good
   * @param from how old the device was when it last worked; zero if it never did
   * @param until how old it was when it failed, and failed again and again
   * @param afterPowerCut whether it had lost power just before
   * @param back how long after the block was lifted it worked again; empty if it did not
   */
  record Break(
      Usage usage, Duration from, Duration until, boolean afterPowerCut, Optional<Duration> back) {
    /** Whether it never worked. */
    boolean isAtOnce() {
      return from.isZero();
    }
  }

  /** Whether anything can be concluded from it. */
  boolean tells() {
    boolean broke = !broken().isEmpty();
    return trial.fault().isEmpty()
        && !trial.leaked()
        && (broke
            ? !trial.refusedMore() && !how().isAtOnce()
            : trial.outcomes().stream().allMatch(o -> o.outcome() == Outcome.PASSED));
  }

  /** Why it tells nothing. */
  String obstacle() {
    if (broke() && how().isAtOnce()) {
      return "%s failed as soon as the device was ready".formatted(how().usage());
    }
    if (trial.leaked()) {
      return "the device got past the block";
    }
    return trial.outcomes().stream()
        .filter(outcome -> outcome.outcome() != Outcome.PASSED)
        .map(UsageOutcome::reason)
        .findFirst()
        .orElse(trial.fault());
  }

  boolean broke() {
    return !broken().isEmpty();
  }

  /** The usages that failed for good. */
  List<Usage> broken() {
    return failures().stream().map(UsageOutcome::usage).toList();
  }

  private List<UsageOutcome> failures() {
    return trial.outcomes().stream().filter(o -> o.outcome() == Outcome.FAILED).toList();
  }

  /**
   * How it broke.
   *
   * @throws java.util.NoSuchElementException if it did not
   */
  Break how() {
    UsageOutcome failure = failures().stream().findFirst().orElseThrow();
    Duration worked = Duration.ZERO;
    Duration from = Duration.ZERO;
    Duration until = Duration.ZERO;
    Duration failedLast = Duration.ZERO;
    boolean dark = false;
    Optional<Duration> back = Optional.empty();
    for (Probe probe : failure.probes()) {
      boolean works = probe.outcome() == Outcome.PASSED;
      if (probe.when() == When.UNBLOCKED) {
        back = works ? Optional.of(probe.age().minus(failedLast)) : back;
      } else if (works) {
        worked = probe.age();
      } else {
        failedLast = probe.age();
        boolean again = probe.when() == When.AGAIN;
        from = again ? from : worked;
        until = again ? until : probe.age();
        dark = again ? dark : probe.when() == When.AFTER_POWER_CUT;
      }
    }
    return new Break(failure.usage(), from, until, dark, back);
  }
}
