// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Usage;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a protocol has to settle: for each usage, the destinations that were seen when it was used.
 *
 * @param device the device's id
 * @param destinations by usage
 * @param parties who runs each destination
 * @param errorBound the probability of a wrong verdict that is accepted, for example 0.01
 */
public record Question(
    String device,
    SortedMap<Usage, SortedSet<Destination>> destinations,
    Map<Destination, Party> parties,
    double errorBound) {
  public Question {
    SortedMap<Usage, SortedSet<Destination>> copy = new TreeMap<>();
    destinations.forEach(
        (usage, set) -> copy.put(usage, Collections.unmodifiableSortedSet(new TreeSet<>(set))));
    destinations = Collections.unmodifiableSortedMap(copy);
    parties = Map.copyOf(parties);
  }

  /** Every destination of every usage. */
  public Set<Destination> all() {
    Set<Destination> all = new TreeSet<>();
    destinations.values().forEach(all::addAll);
    return all;
  }
}
