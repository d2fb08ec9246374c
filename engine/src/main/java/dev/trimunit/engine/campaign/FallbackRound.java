// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.listener.DestinationParties;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Fallback;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictBuilder;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Question;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A question about hidden destinations while something else is blocked too.
 *
 * @param first what was asked before
 * @param destinations what is asked now
 * @param meanwhile what every trial that blocks anything blocks besides; the usages work without
 * @param shown where the hidden destinations were seen
 */
record FallbackRound(
    Question first,
    SortedMap<Usage, SortedSet<Destination>> destinations,
    Set<DestinationPattern> meanwhile,
    List<Fallback> shown) {
  private static final int MOST_NAMED = 3;

  /** The question that is put to a protocol. */
  Question question(DestinationParties known) {
    Map<Destination, Party> parties = new HashMap<>();
    destinations.values().forEach(set -> set.forEach(d -> parties.put(d, known.of(d))));
    return new Question(
        first.device(),
        destinations,
        parties,
        first.errorBound(),
        first.controls(),
        first.vantagesTogether(),
        !meanwhile.isEmpty());
  }

  /** Blocks the rest too. */
  TrialOracle blocking(TrialOracle oracle) {
    return oracle.asking(this::withMore);
  }

  private TrialRequest withMore(TrialRequest request) {
    if (request.blocked().isEmpty()) {
      return request;
    }
    Set<DestinationPattern> blocked = new TreeSet<>(meanwhile);
    blocked.addAll(request.blocked());
    return request.blocking(blocked);
  }

  /**
   * What a protocol's answer means: required while others are blocked is an alternative to them.
   */
  Verdict verdict(Verdict told) {
    boolean alternative = told.kind() == VerdictKind.REQUIRED && !meanwhile.isEmpty();
    Set<Destination> partners = new TreeSet<>(told.partners());
    if (alternative || told.kind() == VerdictKind.ALTERNATIVE) {
      first.all().stream().filter(this::isBlockedToo).forEach(partners::add);
    }
    return VerdictBuilder.builder(told)
        .kind(alternative ? VerdictKind.ALTERNATIVE : told.kind())
        .partners(partners)
        .reason(told.reason() + besides() + hiding(told.destination()))
        .build();
  }

  private boolean isBlockedToo(Destination destination) {
    return meanwhile.stream().anyMatch(pattern -> pattern.covers(destination));
  }

  private String besides() {
    return meanwhile.isEmpty() ? "" : ", with " + names(meanwhile) + " blocked too";
  }

  private String hiding(Destination destination) {
    return shown.stream()
        .filter(fallback -> fallback.destination().equals(destination))
        .map(
            fallback ->
                "; it hides behind %s, first seen in trial %d"
                    .formatted(names(fallback.hiddenBehind()), fallback.trialNumber()))
        .findFirst()
        .orElse("");
  }

  private static String names(Set<DestinationPattern> patterns) {
    return patterns.size() > MOST_NAMED
        ? patterns.size() + " other destinations"
        : patterns.stream().map(DestinationPattern::plain).collect(Collectors.joining(" and "));
  }
}
