// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.endurance;

import dev.trimunit.engine.model.TrialRecord.ClockReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How much a device's clock gains while nobody corrects it, by what it wrote into its queries to
 * time servers.
 *
 * @param share of the time; negative if it loses
 * @param within how exactly that is known: a query and its answer take time
 * @param readings how many there were
 * @param over how much time passed between them
 */
public record Drift(double share, double within, int readings, Duration over) {
  /** Fewer do not tell whether an answer sets the clock. */
  private static final int FEWEST = 4;

  /** So much later a device may believe an answer that came from the gateway itself. */
  private static final Duration DELAY = Duration.ofMillis(5);

  private static final double PPM = 1e6;
  private static final double SECONDS_A_DAY = 86_400;

  /**
   * From the readings of a trial in which the gateway told the true time, in order; empty if they
   * do not tell.
   */
  public static Optional<Drift> of(List<ClockReading> readings) {
    if (readings.size() < FEWEST) {
      return Optional.empty();
    }
    // The first one shows what was there before anybody told the time.
    List<ClockReading> told = readings.subList(1, readings.size());
    for (int i = 1; i < told.size(); i++) {
      if (!told.get(i - 1).advance(told.get(i))) {
        return Optional.empty();
      }
    }
    ClockReading first = told.get(0);
    ClockReading last = told.get(told.size() - 1);
    double all = Duration.between(first.at(), last.at()).toNanos();
    double moved = last.ahead().minus(first.ahead()).toNanos();
    List<ClockReading> since = new ArrayList<>(told.subList(1, told.size()));
    double gained = since.stream().mapToDouble(reading -> reading.ahead().toNanos()).sum();
    int count = since.size();
    // What an answer sets is as far off each time; what none does goes on and on.
    boolean free = Math.abs(moved) > Math.abs(gained) / count / 2;
    double share = (free ? moved : gained) / all;
    double within = DELAY.toNanos() * (free ? 1 : count) / all;
    return Optional.of(new Drift(share, within, told.size(), Duration.ofNanos(Math.round(all))));
  }

  /** Whether it is known that the clock gains, or that it loses. */
  public boolean isKnown() {
    return Math.abs(share) > within;
  }

  /** The shortest time after which the clock may be so wrong, if nobody corrects it. */
  public Duration soonest(Duration wrong) {
    return after(wrong, Math.abs(share) + within);
  }

  /** The longest time until it is so wrong; only if it {@link #isKnown}. */
  public Duration latest(Duration wrong) {
    return after(wrong, Math.abs(share) - within);
  }

  private static Duration after(Duration wrong, double share) {
    return Duration.ofSeconds(Math.round(wrong.toSeconds() / share));
  }

  /** {@code gains 1.7 s a day (20 ± 1 ppm by 23 readings)}. */
  public String words() {
    String exactly =
        String.format(
            Locale.ROOT,
            "%.0f ± %.0f ppm by %d readings in %d hours",
            share * PPM,
            Math.max(1, Math.ceil(within * PPM)),
            readings,
            Math.round(over.toMinutes() / 60.0));
    if (!isKnown()) {
      return "neither gains nor loses measurably (%s)".formatted(exactly);
    }
    return String.format(
        Locale.ROOT,
        "%s %.1f s a day (%s)",
        share > 0 ? "gains" : "loses",
        Math.abs(share) * SECONDS_A_DAY,
        exactly);
  }
}
