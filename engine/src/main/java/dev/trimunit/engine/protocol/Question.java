// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
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
 * @param controls control trials that were run already, in order; a protocol that needs some counts
 *     them
 * @param vantagesTogether whether one trial may use both vantages: there are two phones
 * @param hidersBlocked whether what hides the destinations is blocked in every trial, so that the
 *     device tries them as if control trials had shown them
 */
public record Question(
    String device,
    SortedMap<Usage, SortedSet<Destination>> destinations,
    Map<Destination, Party> parties,
    double errorBound,
    List<TrialRecord> controls,
    boolean vantagesTogether,
    boolean hidersBlocked) {
  public Question {
    SortedMap<Usage, SortedSet<Destination>> copy = new TreeMap<>();
    destinations.forEach(
        (usage, set) -> copy.put(usage, Collections.unmodifiableSortedSet(new TreeSet<>(set))));
    destinations = Collections.unmodifiableSortedMap(copy);
    parties = Map.copyOf(parties);
    controls = List.copyOf(controls);
    if (!(errorBound > 0 && errorBound < 0.5)) {
      throw new IllegalArgumentException("Error bound " + errorBound + " is not between 0 and 0.5");
    }
  }

  /** What control trials have shown. */
  public Question(
      String device,
      SortedMap<Usage, SortedSet<Destination>> destinations,
      Map<Destination, Party> parties,
      double errorBound,
      List<TrialRecord> controls,
      boolean vantagesTogether) {
    this(device, destinations, parties, errorBound, controls, vantagesTogether, false);
  }

  /** Without control trials so far, one phone. */
  public Question(
      String device,
      SortedMap<Usage, SortedSet<Destination>> destinations,
      Map<Destination, Party> parties,
      double errorBound) {
    this(device, destinations, parties, errorBound, List.of(), false);
  }

  /** Every destination of every usage. */
  public Set<Destination> all() {
    Set<Destination> all = new TreeSet<>();
    destinations.values().forEach(all::addAll);
    return all;
  }

  /** The usages that were seen to contact a destination. */
  public List<Usage> usagesOf(Destination destination) {
    return destinations.entrySet().stream()
        .filter(entry -> entry.getValue().contains(destination))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Whether a usage is to be settled for a destination that its control trials showed: then a trial
   * in which the device does not try it says nothing about it.
   */
  public boolean showed(Destination destination, Usage usage) {
    SortedSet<Destination> asked = destinations.get(usage);
    return asked != null
        && asked.contains(destination)
        && (hidersBlocked
            || controls.stream()
                .anyMatch(
                    control ->
                        control.outcome(usage).isPresent()
                            && control.contacted().contains(destination)));
  }

  /**
   * Splits usages into those that one trial can serve: of one vantage, unless there are two phones.
   */
  public List<List<Usage>> sharing(Collection<Usage> usages) {
    if (vantagesTogether) {
      return usages.isEmpty() ? List.of() : List.of(List.copyOf(usages));
    }
    List<List<Usage>> groups = new ArrayList<>();
    for (Vantage vantage : Vantage.values()) {
      List<Usage> group = usages.stream().filter(usage -> usage.vantage() == vantage).toList();
      if (!group.isEmpty()) {
        groups.add(group);
      }
    }
    return groups;
  }
}
