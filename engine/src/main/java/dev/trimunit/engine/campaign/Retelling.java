// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.TrialRecord;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What trials have shown, told in the words of what is known later: names of a family are one
 * destination. The journal keeps what was seen.
 */
public final class Retelling {
  public static final Retelling NONE = new Retelling(new TreeMap<>(), Set.of());

  private static final int MOST_NAMED = 3;
  private final SortedMap<Destination, Set<DnsName>> families;

  /** What has a name of its own, although a family's pattern may fit. */
  private final Set<Destination> own;

  private Retelling(SortedMap<Destination, Set<DnsName>> families, Set<Destination> own) {
    this.families = families;
    this.own = own;
  }

  /** What the trials of a calibration show, with what was known before. */
  public Retelling learning(Collection<TrialRecord> trials) {
    SortedMap<Destination, Set<DnsName>> all = NameFamilies.of(trials);
    if (all.isEmpty()) {
      return this;
    }
    Set<Destination> others = new HashSet<>(own);
    trials.stream()
        .filter(trial -> trial.blocked().isEmpty())
        .forEach(trial -> others.addAll(trial.contacted()));
    all.forEach((family, members) -> members.forEach(m -> others.remove(named(family, m))));
    all.putAll(families);
    return new Retelling(all, others);
  }

  private static Destination named(Destination like, DnsName name) {
    return new Destination(name, like.transport(), like.port());
  }

  /** The families. */
  Set<Destination> families() {
    return families.keySet();
  }

  /** What is known now and was not before, a sentence each. */
  List<String> sentences(Retelling before) {
    return families.entrySet().stream()
        .filter(family -> !before.families.containsKey(family.getKey()))
        .map(Retelling::sentence)
        .toList();
  }

  private static String sentence(Map.Entry<Destination, Set<DnsName>> family) {
    List<String> names =
        family.getValue().stream().limit(MOST_NAMED).map(DnsName::toString).toList();
    int more = family.getValue().size() - names.size();
    return "%s is one destination under changing names: %s%s"
        .formatted(
            family.getKey(), String.join(", ", names), more == 0 ? "" : " and " + more + " more");
  }

  Destination of(Destination destination) {
    if (families.isEmpty() || own.contains(destination)) {
      return destination;
    }
    return families.keySet().stream()
        .filter(family -> isMember(family, destination))
        .findFirst()
        .orElse(destination);
  }

  private static boolean isMember(Destination family, Destination destination) {
    return family.port() == destination.port()
        && family.transport().equals(destination.transport())
        && family.host() instanceof DnsName pattern
        && destination.host() instanceof DnsName name
        && pattern.holds(name);
  }

  SortedSet<Destination> of(Set<Destination> destinations) {
    SortedSet<Destination> told = new TreeSet<>();
    destinations.forEach(destination -> told.add(of(destination)));
    return told;
  }

  public TrialRecord of(TrialRecord trial) {
    if (trial.observations().stream()
        .map(Observation::destination)
        .allMatch(d -> of(d).equals(d))) {
      return trial;
    }
    SortedMap<Destination, Observation> told = new TreeMap<>();
    trial.observations().stream()
        .map(seen -> seen.as(of(seen.destination())))
        .forEach(seen -> told.merge(seen.destination(), seen, Observation::plus));
    return trial.withObservations(List.copyOf(told.values()));
  }

  public Calibration.Calibrated of(Calibration.Calibrated calibrated) {
    return new Calibration.Calibrated(
        calibrated.result(),
        calibrated.controls().stream().map(this::of).toList(),
        of(calibrated.destinations()));
  }
}
