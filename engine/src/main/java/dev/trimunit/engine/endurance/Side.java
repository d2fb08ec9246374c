// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.endurance;

import dev.trimunit.engine.model.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * How wrong a time a device may be told in one direction.
 *
 * @param works the most wrong time with which its usage worked; zero for the true time only
 * @param fails the least wrong time with which it failed; empty if it did with none
 * @param corrected whether the device's clock was not as wrong at the end as it had been told:
 *     somebody else tells it the time, too
 * @param obstacle why no time between the two was decided; empty if there is none
 */
public record Side(Duration works, Optional<Duration> fails, boolean corrected, String obstacle) {
  /** {@code worked up to 5 minutes ahead and failed with 1 hour}. */
  String words(String direction) {
    String worked =
        works.isZero()
            ? ""
            : "worked when it was told a time up to %s %s"
                .formatted(Durations.words(works), direction);
    String failed =
        fails
            .map(
                wrong ->
                    "failed with one that was %s %s".formatted(Durations.words(wrong), direction))
            .orElse("");
    String both =
        worked.isEmpty() || failed.isEmpty() ? worked + failed : worked + " and " + failed;
    return both
        + (corrected ? ", which something else put right" : "")
        + (obstacle.isEmpty() ? "" : " (not settled further: %s)".formatted(obstacle));
  }
}
