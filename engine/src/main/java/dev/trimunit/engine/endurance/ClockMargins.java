// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.endurance;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Usage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How wrong the clock of a device may be.
 *
 * @param servers the time servers in whose place it was told the time
 * @param drift how its clock drifts; empty if it did not show that
 * @param usages one for each
 * @param obstacle why nothing was tried; empty if something was
 */
public record ClockMargins(
    Set<Destination> servers, Optional<Drift> drift, List<ClockMargin> usages, String obstacle) {
  public ClockMargins {
    servers = Collections.unmodifiableSet(new TreeSet<>(servers));
    usages = List.copyOf(usages);
  }

  /**
   * After which time a usage is predicted to fail without these servers; empty if it is not.
   *
   * @param destination the only one of them: what happens without one of several is not known
   */
  public Optional<ClockMargin.Prediction> prediction(Destination destination, Usage usage) {
    if (servers.size() != 1 || !servers.contains(destination)) {
      return Optional.empty();
    }
    return usages.stream()
        .filter(margin -> margin.usage().equals(usage))
        .findFirst()
        .flatMap(margin -> margin.prediction(drift));
  }

  /** What was found, a sentence each. */
  public List<String> sentences() {
    List<String> all = new ArrayList<>();
    if (!obstacle.isEmpty()) {
      all.add("How wrong its clock may be is not known: " + obstacle);
      return all;
    }
    all.add(
        drift
            .map(known -> "Its clock %s".formatted(known.words()))
            .orElse("How its clock drifts is not known: its queries did not show it in a day"));
    for (ClockMargin margin : usages) {
      all.add(
          margin.sentence()
              + margin
                  .prediction(drift)
                  .map(
                      when ->
                          "; so it is predicted to fail without %s after %s with its power kept, which was not tested"
                              .formatted(names(), when.words()))
                  .orElse(""));
    }
    return all;
  }

  private String names() {
    return servers.stream().map(Destination::toString).collect(Collectors.joining(" and "));
  }
}
