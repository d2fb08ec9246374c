// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.plan;

import dev.trimunit.engine.campaign.CalibrationResult;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.protocol.Protocol;
import dev.trimunit.engine.protocol.Question;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Roughly how long a device takes, by what is committed with its specs alone: the same on every
 * machine, whatever was run there. {@link Forecast} knows better, from journals.
 */
public final class ExpectedTime {
  /** Half of the published devices contact fewer, and half more. */
  private static final int USUAL_DESTINATIONS = 4;

  /** Trials of a hand-written scenario. */
  private static final int OF_A_SCENARIO = 5;

  private static final double ANY_BOUND = 0.01;
  private static final Duration TRIAL = Duration.ofMinutes(5);

  private ExpectedTime() {}

  /**
   * @param usages what is used
   * @param accepted what is known of the device; nothing if nothing was accepted
   * @param scenarios hand-written ones
   */
  public static Duration of(
      Protocol protocol, Collection<Usage> usages, List<Nights.Pair> accepted, int scenarios) {
    SortedMap<Usage, SortedSet<Destination>> contacted = new TreeMap<>();
    usages.forEach(usage -> contacted.put(usage, new TreeSet<>()));
    contacted.forEach(
        (usage, known) ->
            accepted.stream()
                .filter(pair -> pair.usage().equals(usage))
                .forEach(pair -> known.add(pair.destination())));
    if (accepted.isEmpty()) {
      contacted.values().forEach(ExpectedTime::addUsual);
    }
    Question question = new Question("any", contacted, Map.of(), ANY_BOUND);
    List<List<Usage>> groups = question.sharing(contacted.keySet());
    int calibration = protocol.isGate() ? 2 : CalibrationResult.CONTROLS + 2;
    double trials = protocol.expectedTrials(question) + calibration * groups.size();
    double each = groups.isEmpty() ? 1 : (double) contacted.size() / groups.size();
    double units = trials * (1 + GuessedLab.FURTHER * (each - 1)) + OF_A_SCENARIO * scenarios;
    return Duration.ofSeconds(Math.round(units * TRIAL.toSeconds()));
  }

  private static void addUsual(SortedSet<Destination> destinations) {
    for (int i = 0; i < USUAL_DESTINATIONS; i++) {
      destinations.add(Destination.parse("host%d.example:443/tcp".formatted(i)));
    }
  }
}
