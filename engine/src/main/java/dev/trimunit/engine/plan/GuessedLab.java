// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.plan;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Answers of a guessed device, with the time that a lab would take. */
final class GuessedLab implements TrialOracle {
  /** The most often that a usage fails though it has what it needs, and the other way round. */
  private static final double MOST_FAILURES = 0.1;

  private static final double MOST_LUCK = 0.02;

  /** What each further usage of a trial adds. */
  static final double FURTHER = 0.25;

  private final String device;
  private final Guess guess;
  private final Duration trial;
  private final SplittableRandom random;
  private final double failures;
  private final double luck;
  private Instant now = Instant.EPOCH;
  private int trials;

  GuessedLab(String device, Guess guess, Duration trial, SplittableRandom random) {
    this.device = device;
    this.guess = guess;
    this.trial = trial;
    this.random = random;
    this.failures = MOST_FAILURES * random.nextDouble();
    this.luck = MOST_LUCK * random.nextDouble();
  }

  @Override
  public TrialRecord run(TrialRequest request) {
    Instant start = now.plus(request.pause());
    Set<Destination> blocked =
        guess.parties().keySet().stream()
            .filter(destination -> covered(request.blocked(), destination))
            .collect(Collectors.toSet());
    List<UsageOutcome> outcomes = new ArrayList<>();
    for (Usage usage : request.usages()) {
      Outcome outcome = works(usage, blocked) ? Outcome.PASSED : Outcome.FAILED;
      outcomes.add(new UsageOutcome(usage, outcome, "", List.of()));
    }
    now = start.plus(time(trial, outcomes.size()));
    trials++;
    return request.record(trials, device, start, now, outcomes);
  }

  /** What a trial takes that serves so many usages. */
  static Duration time(Duration ofOne, int usages) {
    return Duration.ofSeconds(
        Math.round(ofOne.toSeconds() * (1 + FURTHER * Math.max(0, usages - 1))));
  }

  private static boolean covered(Set<DestinationPattern> patterns, Destination destination) {
    return patterns.stream().anyMatch(pattern -> pattern.covers(destination));
  }

  private boolean works(Usage usage, Set<Destination> blocked) {
    boolean met =
        guess.required().getOrDefault(usage, List.of()).stream().noneMatch(blocked::containsAll);
    double chance = random.nextDouble();
    return met ? chance >= failures : chance < luck;
  }

  Effort.Sample sample() {
    return new Effort.Sample(trials, Duration.between(Instant.EPOCH, now));
  }
}
