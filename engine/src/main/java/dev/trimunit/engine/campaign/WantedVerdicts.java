// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Usage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Which verdicts a protocol was asked for and has not given, and which were told: each once. */
final class WantedVerdicts {
  private final SortedMap<Usage, SortedSet<Destination>> open = new TreeMap<>();
  private final Set<Told> told = new HashSet<>();

  private record Told(Destination destination, Usage usage) {}

  /** Notes what is asked now; of each usage that is asked again, what was asked before is over. */
  void ask(Map<Usage, ? extends Set<Destination>> destinations) {
    destinations.forEach((usage, set) -> open.put(usage, new TreeSet<>(set)));
  }

  /** How many verdicts were asked for and not given. */
  int left() {
    return open.values().stream().mapToInt(Set::size).sum();
  }

  /** How many of these were never told: what is asked anew may have been told before. */
  int untold() {
    return open.entrySet().stream()
        .mapToInt(
            entry ->
                (int) entry.getValue().stream().filter(d -> !isTold(d, entry.getKey())).count())
        .sum();
  }

  /** Goes through what was asked for and not given; whoever hears it may give it. */
  void eachLeft(BiConsumer<Destination, Usage> listener) {
    new TreeMap<>(open)
        .forEach((usage, left) -> List.copyOf(left).forEach(d -> listener.accept(d, usage)));
  }

  Set<Usage> usages() {
    return open.keySet();
  }

  /** Takes a verdict as given; whether it was asked for. */
  boolean give(Destination destination, Usage usage) {
    SortedSet<Destination> left = open.get(usage);
    return left != null && left.remove(destination);
  }

  /** Takes a verdict as told; false if it was before. */
  boolean tell(Destination destination, Usage usage) {
    return told.add(new Told(destination, usage));
  }

  boolean isTold(Destination destination, Usage usage) {
    return told.contains(new Told(destination, usage));
  }

  /** Whether a verdict on a destination was told, for whatever usage. */
  boolean isTold(Destination destination) {
    return told.stream().anyMatch(one -> one.destination().equals(destination));
  }

  /** The destinations on which a verdict was told. */
  Set<Destination> told() {
    return told.stream().map(Told::destination).collect(Collectors.toCollection(TreeSet::new));
  }
}
