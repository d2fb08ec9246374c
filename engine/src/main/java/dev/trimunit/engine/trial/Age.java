// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.DeviceTimer;
import dev.trimunit.engine.model.Durations;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How long after power-on under their block trials looked at a device, and what came round
 * meanwhile. Nothing is said about older devices.
 *
 * @param upTo the age that every one of the trials reached
 * @param runs how many trials there were
 * @param met how many DNS queries and packets met what they blocked
 * @param timers what came round, all trials together; empty if no trial let days pass
 */
public record Age(Duration upTo, int runs, long met, List<DeviceTimer> timers) {
  public Age {
    timers = List.copyOf(timers);
  }

  /** What trials have in common; age zero if there is none. */
  public static Age of(Collection<TrialRecord> trials) {
    Map<String, DeviceTimer> timers = new LinkedHashMap<>();
    Duration upTo =
        trials.stream().map(TrialRecord::age).min(Duration::compareTo).orElse(Duration.ZERO);
    long met = 0;
    for (TrialRecord trial : trials) {
      for (BlockEvidence evidence : trial.evidence()) {
        met += evidence.queriesOverridden() + evidence.packetsDropped();
      }
      for (DeviceTimer timer : trial.timers()) {
        if (timer.kind() != DeviceTimer.Kind.CLOCK) {
          timers.merge(timer.kind() + " " + timer.name(), timer, Age::sum);
        }
      }
    }
    return new Age(upTo, trials.size(), met, new ArrayList<>(timers.values()));
  }

  /** The same of those in which everything worked. */
  public static Age ofPassed(Collection<TrialRecord> trials) {
    return of(
        trials.stream()
            .filter(t -> t.outcomes().stream().noneMatch(o -> o.outcome() == Outcome.FAILED))
            .toList());
  }

  private static DeviceTimer sum(DeviceTimer one, DeviceTimer other) {
    return new DeviceTimer(one.kind(), one.name(), one.elapsed() + other.elapsed());
  }

  /**
   * Of how many runs at most one breaks before this age, as a share of all, at 95 %: what so many
   * runs without a failure rule out.
   */
  public double breaksAtMost() {
    return runs == 0 ? 1 : 1 - Math.pow(0.05, 1.0 / runs);
  }

  /** {@code 14 days (2 runs; 672 queries …; never seen: …); nothing is said beyond}. */
  public String sentence() {
    return "%s (%d run%s, so that up to %.0f %% of such runs may break earlier; %s); nothing is said beyond"
        .formatted(
            Durations.roughly(upTo), runs, runs == 1 ? "" : "s", 100 * breaksAtMost(), seen())
        .replace("; )", ")");
  }

  private String seen() {
    List<String> parts = new ArrayList<>();
    if (met > 0) {
      parts.add("%,d queries and packets met the block".formatted(met));
    }
    new TreeMap<>(byKind())
        .forEach((kind, elapsed) -> parts.add("%,d %s".formatted(elapsed, kind.words(elapsed))));
    String never = never();
    return String.join(", ", parts) + (never.isEmpty() ? "" : "; never seen: " + never);
  }

  private Map<DeviceTimer.Kind, Long> byKind() {
    return timers.stream()
        .filter(timer -> timer.elapsed() > 0)
        .collect(
            Collectors.groupingBy(DeviceTimer::kind, Collectors.summingLong(DeviceTimer::elapsed)));
  }

  /** The timers that were never exercised. */
  public List<DeviceTimer> neverSeen() {
    return timers.stream().filter(timer -> timer.elapsed() == 0).toList();
  }

  private String never() {
    return neverSeen().stream()
        .map(timer -> timer.kind().words(1) + (timer.name().isEmpty() ? "" : " of " + timer.name()))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
