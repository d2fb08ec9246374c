// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.endurance;

import dev.trimunit.engine.model.BuiltByName;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.trial.Age;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What came of a list that was blocked as a whole for days.
 *
 * @param destinations what of the list is left: without it nothing broke, as far as is known
 * @param lasts for how long it was to be blocked
 * @param age up to which age nothing broke, in how many fresh runs, and what came round; of no run
 *     if none tells
 * @param trialNumbers these runs
 * @param delays what was taken out of the list, because something fails later without it
 * @param doubts what happened once and not again, a sentence each
 * @param obstacle why nothing more could be told; empty if all runs did
 */
@BuiltByName
public record Endured(
    Set<Destination> destinations,
    Duration lasts,
    Age age,
    List<Integer> trialNumbers,
    List<Delay> delays,
    List<String> doubts,
    String obstacle) {
  private static final int NAMED_AT_MOST = 4;

  public Endured {
    destinations = Collections.unmodifiableSet(new TreeSet<>(destinations));
    trialNumbers = List.copyOf(trialNumbers);
    delays = List.copyOf(delays);
    doubts = List.copyOf(doubts);
  }

  /** Whether the list, or what is left of it, was blocked for all of the time. */
  public boolean holds() {
    return obstacle.isEmpty() && age.runs() > 0;
  }

  /** What was found, a sentence each. */
  public List<String> sentences() {
    List<String> all = new java.util.ArrayList<>();
    delays.forEach(delay -> all.add(delay.sentence()));
    all.addAll(doubts);
    if (holds()) {
      all.add("Without %s everything worked up to %s".formatted(names(), age.sentence()));
    } else {
      all.add(
          "Whether everything works without %s for days is not known: %s"
              .formatted(names(), obstacle.isEmpty() ? "nothing is left of the list" : obstacle));
    }
    return all;
  }

  private String names() {
    if (destinations.isEmpty()) {
      return "anything of the list";
    }
    return destinations.size() > NAMED_AT_MOST
        ? "the list as a whole (%d destinations)".formatted(destinations.size())
        : destinations.stream().map(Destination::toString).collect(Collectors.joining(", "));
  }
}
