// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How long a device took to be ready, each time that its power came back. */
final class StartUps {
  private final Duration allowed;
  private Duration longest = Duration.ZERO;
  private int ready;
  private int late;

  /**
   * @param allowed how long it may take
   */
  StartUps(Duration allowed) {
    this.allowed = allowed;
  }

  synchronized void ready(Duration took) {
    ready++;
    longest = took.compareTo(longest) > 0 ? took : longest;
  }

  synchronized void late() {
    late++;
  }

  /** For people; empty if its power never came back. */
  synchronized Optional<String> sentence() {
    if (ready + late == 0) {
      return Optional.empty();
    }
    String times =
        ready == 0
            ? "it was never seen to be ready"
            : "it was ready after %s at the latest".formatted(seconds(longest));
    return Optional.of(
        "In %d power-cycles %s%s; 'start-up' allows %s"
            .formatted(
                ready + late,
                times,
                late > 0 && ready > 0 ? ", and %d times not in its time".formatted(late) : "",
                seconds(allowed)));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
