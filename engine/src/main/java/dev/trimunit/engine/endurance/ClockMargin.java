// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.endurance;

import dev.trimunit.engine.model.Durations;
import dev.trimunit.engine.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How wrong a time a device may be told so that one usage works.
 *
 * @param ahead as to times that are ahead of the true one
 * @param behind as to those that are behind
 * @param obstacle why nothing could be told; empty if something was
 * @param trialNumbers the trials in which it was told a time for that
 */
public record ClockMargin(
    Usage usage, Side ahead, Side behind, String obstacle, List<Integer> trialNumbers) {
  public ClockMargin {
    trialNumbers = List.copyOf(trialNumbers);
  }

  /**
   * When a usage will fail because of a clock that nobody corrects, as long as the device keeps its
   * power: computed and never tested.
   *
   * @param from after this time at the earliest
   * @param until after that at the latest; of that nothing is known if the usage failed with no
   *     time that was tried
   */
  public record Prediction(Duration from, Duration until) {
    /** {@code 3.5 days to 34.7 days}. */
    public String words() {
      return "%s to %s".formatted(Durations.inDays(from), Durations.inDays(until));
    }
  }

  /** What follows from how the clock drifts; empty if nothing does. */
  public Optional<Prediction> prediction(Optional<Drift> drift) {
    return drift
        .filter(Drift::isKnown)
        .flatMap(
            known -> {
              Side side = known.share() > 0 ? ahead : behind;
              return side.corrected()
                  ? Optional.empty()
                  : side.fails()
                      .map(
                          wrong ->
                              new Prediction(known.soonest(side.works()), known.latest(wrong)));
            });
  }

  /** What was found, in a sentence. */
  String sentence() {
    if (!obstacle.isEmpty()) {
      return "How wrong a time may be so that %s works is not known: %s".formatted(usage, obstacle);
    }
    List<String> sides = new ArrayList<>();
    sides.add(ahead.words("ahead"));
    sides.add(behind.words("behind"));
    sides.removeIf(String::isEmpty);
    return "%s %s (%d trials)".formatted(usage, String.join("; it ", sides), trialNumbers.size());
  }
}
