// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Fallback;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.protocol.Question;
import dev.trimunit.engine.trial.TrialOracle;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * The destinations that show only while others are blocked, as questions for a protocol. To block
 * such a destination alone proves little, for the device does not try it then: where a usage works
 * without what a destination hides behind, both are blocked.
 */
final class FallbackRounds {
  private final Supplier<List<Fallback>> shown;
  private final Map<Tried, Integer> lead = new HashMap<>();
  private Set<DestinationPattern> verified = Set.of();

  private record Tried(Usage usage, Set<DestinationPattern> blocked) {}

  /**
   * @param shown what was seen so far
   */
  FallbackRounds(Supplier<List<Fallback>> shown) {
    this.shown = shown;
  }

  /** Learns from the answers what works without what. */
  TrialOracle listening(TrialOracle oracle) {
    return oracle.heardBy(
        (request, trial) -> {
          request.usages().stream()
              .filter(trial::counts)
              .forEach(
                  usage ->
                      lead.merge(
                          new Tried(usage, request.blocked()),
                          trial.passed(usage) ? 1 : -1,
                          Integer::sum));
          return trial;
        });
  }

  void verified(Blocklist blocklist) {
    verified = patterns(blocklist.destinations());
  }

  private static Set<DestinationPattern> patterns(Set<Destination> destinations) {
    Set<DestinationPattern> patterns = new TreeSet<>();
    destinations.forEach(destination -> patterns.add(destination.exactly()));
    return patterns;
  }

  /**
   * What is still to be asked, by what is blocked meanwhile.
   *
   * @param first what was asked before
   * @param open whether a destination has no verdict yet for a usage, and should have one
   */
  List<FallbackRound> rounds(Question first, BiPredicate<Destination, Usage> open) {
    Map<Set<DestinationPattern>, SortedMap<Usage, SortedSet<Destination>>> asked =
        new LinkedHashMap<>();
    List<Fallback> fallbacks = shown.get();
    for (Fallback fallback : fallbacks) {
      for (Usage usage : first.destinations().keySet()) {
        if (open.test(fallback.destination(), usage)) {
          asked
              .computeIfAbsent(meanwhile(fallback, usage), none -> new TreeMap<>())
              .computeIfAbsent(usage, none -> new TreeSet<>())
              .add(fallback.destination());
        }
      }
    }
    return asked.entrySet().stream()
        .map(entry -> new FallbackRound(first, entry.getValue(), entry.getKey(), fallbacks))
        .toList();
  }

  private Set<DestinationPattern> meanwhile(Fallback fallback, Usage usage) {
    Set<DestinationPattern> hiding = new TreeSet<>(fallback.hiddenBehind());
    if (lead.getOrDefault(new Tried(usage, hiding), 0) <= 0) {
      hiding = new TreeSet<>(verified);
    }
    hiding.removeIf(pattern -> pattern.covers(fallback.destination()));
    return hiding;
  }
}
