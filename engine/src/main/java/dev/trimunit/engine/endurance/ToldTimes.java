// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.endurance;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/** Trials in which a device is told a time, each on a device whose clock was right before. */
final class ToldTimes {
  /** A time with which a usage worked so often works. */
  private static final int PASSES = 2;

  /** One with which it failed so often, before that, does not. */
  private static final int FAILURES = 3;

  private static final int MOST_VOID = 3;

  /** What fails is tried again later: an outage gets time to end. */
  private static final Duration PAUSE = Duration.ofHours(1);

  /** A clock that is told a time is that wrong, but for what it drifts in a trial. */
  private static final int SLACK = 10;

  private final Set<Destination> servers;
  private final Usage usage;
  private final TrialOracle oracle;
  private final IntConsumer begins;
  private final List<Integer> numbers = new ArrayList<>();
  private final Map<Duration, Boolean> corrected = new HashMap<>();
  private int trials;

  /**
   * @param begins hears the number of each trial before it begins
   */
  ToldTimes(Set<Destination> servers, Usage usage, TrialOracle oracle, IntConsumer begins) {
    this.servers = servers;
    this.usage = usage;
    this.oracle = oracle;
    this.begins = begins;
  }

  /**
   * Whether the usage works with such a time.
   *
   * @param ahead negative for one that is behind
   * @throws CannotTell if it is not to be told
   */
  boolean works(Duration ahead) {
    int passed = 0;
    int failed = 0;
    int unclear = 0;
    while (passed < PASSES && failed < FAILURES) {
      TrialRecord trial = told(ahead, failed + unclear > 0);
      if (!trial.counts(usage)) {
        unclear++;
        if (unclear >= MOST_VOID) {
          throw new CannotTell(
              "the lab could not tell in %d trials; the last time: %s"
                  .formatted(MOST_VOID, reason(trial)));
        }
      } else if (!wasAsked(trial)) {
        throw new CannotTell("the device asked for no time in trial %d".formatted(trial.number()));
      } else if (trial.passed(usage)) {
        passed++;
        corrected.put(ahead, isCorrected(trial, ahead));
      } else {
        failed++;
      }
    }
    return passed >= PASSES;
  }

  private TrialRecord told(Duration ahead, boolean later) {
    if (trials >= MarginTrials.MOST_TRIALS) {
      throw new CannotTell("%d trials did not tell".formatted(MarginTrials.MOST_TRIALS));
    }
    trials++;
    begins.accept(trials);
    oracle.run(later ? FreshRuns.REFRESH.after(PAUSE) : FreshRuns.REFRESH);
    TrialRecord trial = oracle.run(TrialRequest.told(servers, List.of(usage), ahead));
    numbers.add(trial.number());
    return trial;
  }

  private static boolean wasAsked(TrialRecord trial) {
    return trial.evidence().stream().anyMatch(e -> e.evidence() == Evidence.HELD);
  }

  private String reason(TrialRecord trial) {
    String why = trial.outcome(usage).map(UsageOutcome::reason).orElse("");
    boolean failed = trial.outcome(usage).filter(o -> o.outcome() == Outcome.FAILED).isPresent();
    return failed ? "more was refused than the time servers" : why;
  }

  /** Where the lab knows what the clock showed at the end. */
  private static boolean isCorrected(TrialRecord trial, Duration ahead) {
    return trial.timers().stream()
        .filter(timer -> timer.kind() == DeviceTimer.Kind.CLOCK)
        .map(ToldTimes::shown)
        .anyMatch(
            shown -> {
              Duration off = shown.minus(ahead).abs();
              return off.compareTo(Duration.ofSeconds(1)) > 0
                  && off.compareTo(ahead.abs().dividedBy(SLACK)) > 0;
            });
  }

  private static Duration shown(DeviceTimer clock) {
    Duration off = Duration.ofSeconds(clock.elapsed());
    return clock.name().equals("behind") ? off.negated() : off;
  }

  /** Whether somebody else put a clock right that was told such a time. */
  boolean isCorrected(Duration ahead) {
    return corrected.getOrDefault(ahead, false);
  }

  List<Integer> numbers() {
    return numbers;
  }
}
