// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.plan;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a campaign is expected to take.
 *
 * @param trials the mean number
 * @param mostTrials 95 of 100 campaigns take no more
 * @param labTime the mean
 * @param mostLabTime 95 of 100 campaigns take no longer
 */
public record Effort(double trials, int mostTrials, Duration labTime, Duration mostLabTime) {
  /** One simulated campaign. */
  record Sample(int trials, Duration labTime) {}

  static Effort of(List<Sample> samples) {
    List<Integer> trials = samples.stream().map(Sample::trials).sorted().toList();
    List<Duration> times = samples.stream().map(Sample::labTime).sorted().toList();
    int high = (int) Math.ceil(0.95 * samples.size()) - 1;
    return new Effort(
        trials.stream().mapToInt(n -> n).average().orElse(0),
        trials.get(high),
        Duration.ofSeconds(
            Math.round(times.stream().mapToLong(Duration::toSeconds).average().orElse(0))),
        times.get(high));
  }

  /** For example {@code 21 trials, 1.9 h (95 %: 30 trials, 2.7 h)}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.0f trials, %.1f h (95 %%: %d trials, %.1f h)",
        trials,
        hours(labTime),
        mostTrials,
        hours(mostLabTime));
  }

  static double hours(Duration time) {
    return time.toSeconds() / 3600.0;
  }
}
