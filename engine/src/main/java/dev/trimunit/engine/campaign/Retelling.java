// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Fallback;
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
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What trials have shown, told in the words of what is known later: names of a family are one
 * destination, and a name that is looked up each time and never contacted is one, too. The journal
 * keeps what was seen.
 */
public final class Retelling {
  public static final Retelling NONE = new Retelling(new TreeMap<>(), Set.of(), Set.of());

  private static final int MOST_NAMED = 3;
  private final SortedMap<Destination, Set<DnsName>> families;

  /** What has a name of its own, although a family's pattern may fit. */
  private final Set<Destination> own;

  /** Names that are only looked up. */
  private final Set<DnsName> lookedUp;

  private Retelling(
      SortedMap<Destination, Set<DnsName>> families, Set<Destination> own, Set<DnsName> lookedUp) {
    this.families = families;
    this.own = own;
    this.lookedUp = lookedUp;
  }

  /** What the trials of a calibration show, with what was known before. */
  public Retelling learning(Collection<TrialRecord> trials) {
    List<TrialRecord> free = trials.stream().filter(trial -> trial.blocked().isEmpty()).toList();
    Set<DnsName> names = new TreeSet<>(lookedUp);
    names.addAll(LookUps.in(free));
    SortedMap<Destination, Set<DnsName>> all = NameFamilies.of(free);
    return all.isEmpty() && names.size() == lookedUp.size() ? this : with(all, free, names);
  }

  private Retelling with(
      SortedMap<Destination, Set<DnsName>> all, List<TrialRecord> free, Set<DnsName> names) {
    Set<Destination> others = new HashSet<>(own);
    free.forEach(trial -> others.addAll(trial.contacted()));
    all.forEach((family, members) -> members.forEach(m -> others.remove(named(family, m))));
    all.putAll(families);
    return new Retelling(all, others, names);
  }

  /**
   * What shows while others are blocked: one name after the other, each only while one like it is
   * blocked, is one destination too. Services of different names show without that.
   *
   * @param known every destination that was seen
   * @param fallbacks those of them that showed only while others were blocked
   * @param settled whether a destination has a verdict: what has one keeps its name
   */
  public Retelling learning(
      Set<Destination> known, List<Fallback> fallbacks, Predicate<Destination> settled) {
    Map<Destination, Fallback> hidden = new TreeMap<>();
    fallbacks.forEach(fallback -> hidden.put(fallback.destination(), fallback));
    SortedMap<Destination, Set<DnsName>> all =
        NameFamilies.numbered(
            known, members -> standIn(members, hidden) && members.stream().noneMatch(settled));
    all.keySet().removeAll(families.keySet());
    if (all.isEmpty()) {
      return this;
    }
    Set<Destination> others = new HashSet<>(own);
    others.addAll(known);
    all.forEach((family, members) -> members.forEach(m -> others.remove(named(family, m))));
    all.putAll(families);
    return new Retelling(all, others, lookedUp);
  }

  /** All but the first of them. */
  private static boolean standIn(List<Destination> members, Map<Destination, Fallback> hidden) {
    return members.stream().filter(m -> !hidesBehind(hidden.get(m), members)).count() <= 1;
  }

  private static boolean hidesBehind(@Nullable Fallback fallback, List<Destination> members) {
    return fallback != null
        && fallback.hiddenBehind().stream()
            .anyMatch(blocked -> members.stream().anyMatch(blocked::covers));
  }

  private static Destination named(Destination like, DnsName name) {
    return new Destination(name, like.transport(), like.port());
  }

  /** The destinations that no trial has shown as they are told: families, and names alone. */
  Set<Destination> destinations() {
    Set<Destination> all = new TreeSet<>(families.keySet());
    lookedUp.forEach(name -> all.add(LookUps.destination(name)));
    return all;
  }

  /** What is known now and was not before, a sentence each. */
  List<String> sentences(Retelling before) {
    return Stream.concat(
            families.entrySet().stream()
                .filter(family -> !before.families.containsKey(family.getKey()))
                .map(Retelling::sentence),
            lookedUp.stream()
                .filter(name -> !before.lookedUp.contains(name))
                .map(
                    name ->
                        "%s is looked up and never contacted: it is the destination %s, refused by the answer to its name alone"
                            .formatted(name, LookUps.destination(name))))
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
        .filter(family -> family.holds(destination))
        .findFirst()
        .orElse(destination);
  }

  SortedSet<Destination> of(Set<Destination> destinations) {
    SortedSet<Destination> told = new TreeSet<>();
    destinations.forEach(destination -> told.add(of(destination)));
    return told;
  }

  public TrialRecord of(TrialRecord trial) {
    List<Observation> names = LookUps.of(trial, lookedUp);
    if (names.isEmpty()
        && trial.observations().stream()
            .map(Observation::destination)
            .allMatch(d -> of(d).equals(d))) {
      return trial;
    }
    SortedMap<Destination, Observation> told = new TreeMap<>();
    trial.observations().stream()
        .map(seen -> seen.as(of(seen.destination())))
        .forEach(seen -> told.merge(seen.destination(), seen, Observation::plus));
    names.forEach(seen -> told.putIfAbsent(seen.destination(), seen));
    return trial.withObservations(List.copyOf(told.values()));
  }

  public Calibration.Calibrated of(Calibration.Calibrated calibrated) {
    List<TrialRecord> controls = calibrated.controls().stream().map(this::of).toList();
    TreeSet<Destination> destinations = new TreeSet<>(of(calibrated.destinations()));
    controls.stream()
        .filter(control -> control.passed(calibrated.result().usage()))
        .forEach(
            control ->
                control.contacted().stream()
                    .filter(Destination::isNameOnly)
                    .forEach(destinations::add));
    return new Calibration.Calibrated(calibrated.result(), controls, destinations);
  }
}
