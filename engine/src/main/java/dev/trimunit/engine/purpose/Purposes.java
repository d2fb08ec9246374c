// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.purpose;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.model.TrialRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the destinations of a device are for. */
public final class Purposes {
  /** Those that a wrong guess would hurt go first. */
  private static final List<Purpose> IN_ORDER =
      List.of(Purpose.UPDATE, Purpose.ALARM, Purpose.TIME, Purpose.CONNECTIVITY, Purpose.REPORTING);

  private final SortedMap<Destination, DestinationPurpose> all = new TreeMap<>();

  /**
   * @param destinations of which it is asked
   * @param trials all trials of the campaign
   * @param told what a person says, by destination
   */
  public Purposes(
      Collection<Destination> destinations,
      List<TrialRecord> trials,
      Map<Destination, Purpose> told) {
    List<SeenTrial> seen = SeenTrial.all(trials);
    for (Destination destination : destinations) {
      all.put(destination, of(destination, seen, told));
    }
  }

  /** What a person says of a destination: the longest pattern that covers it counts. */
  public static Optional<Purpose> told(
      Map<DestinationPattern, Purpose> patterns, Destination destination) {
    return patterns.keySet().stream()
        .filter(pattern -> pattern.covers(destination))
        .max(Comparator.comparingInt(pattern -> pattern.toString().length()))
        .map(patterns::get);
  }

  private static DestinationPurpose of(
      Destination destination, List<SeenTrial> trials, Map<Destination, Purpose> told) {
    TrafficSigns traffic = new TrafficSigns(destination, trials);
    List<Sign> signs = new ArrayList<>(NameSigns.of(destination, traffic.serverNames()));
    signs.addAll(traffic.signs());
    Purpose said = told.get(destination);
    if (said == null) {
      return new DestinationPurpose(destination, sumOf(signs), signs, false, traffic.isDownload());
    }
    signs.add(0, new Sign(said, Sign.ENOUGH, "the device's file says so"));
    return new DestinationPurpose(destination, said, signs, true, traffic.isDownload());
  }

  private static Purpose sumOf(List<Sign> signs) {
    return IN_ORDER.stream()
        .filter(
            purpose ->
                signs.stream()
                        .filter(sign -> sign.purpose() == purpose)
                        .mapToInt(Sign::weight)
                        .sum()
                    >= Sign.ENOUGH)
        .findFirst()
        .orElse(Purpose.UNKNOWN);
  }

  /**
   * Of one destination.
   *
   * @throws IllegalArgumentException if it was not asked for
   */
  public DestinationPurpose of(Destination destination) {
    DestinationPurpose found = all.get(destination);
    if (found == null) {
      throw new IllegalArgumentException("Nobody asked what %s is for".formatted(destination));
    }
    return found;
  }

  /** Of all that was asked for, in their order. */
  public Collection<DestinationPurpose> all() {
    return Collections.unmodifiableCollection(all.values());
  }

  /** What of a blocklist is left out when it is handed on. */
  public SortedSet<Destination> heldBack(Set<Destination> list) {
    SortedSet<Destination> held = new TreeSet<>(list);
    held.removeIf(destination -> !of(destination).heldBack());
    return held;
  }
}
