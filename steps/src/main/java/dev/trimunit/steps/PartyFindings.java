// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import dev.trimunit.engine.gherkin.CampaignFindings;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Verdict;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Who runs what a device contacts. */
final class PartyFindings {
  private final CampaignFindings findings;

  PartyFindings(CampaignFindings findings) {
    this.findings = findings;
  }

  /** Whether a verdict is about a destination of a party. */
  Predicate<Verdict> runs(Party party) {
    return verdict -> findings.party(verdict.destination()) == party;
  }

  /** The destinations that a party is known to run. */
  Set<Destination> of(Party party) {
    return findings.destinations().stream()
        .filter(destination -> findings.party(destination) == party)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Leaves a claim out if it depends on who runs a destination of which that is not known.
   *
   * @param matters the verdicts for which it does
   */
  void refuseUnknown(Collection<Verdict> verdicts, Predicate<Verdict> matters) {
    Set<Destination> unknown =
        verdicts.stream()
            .filter(runs(Party.UNKNOWN).and(matters))
            .map(Verdict::destination)
            .collect(Collectors.toCollection(TreeSet::new));
    Undecided.when(
        !unknown.isEmpty(),
        () ->
            "it is not known who runs %s: say so under 'parties:' in devices/%s.yaml"
                .formatted(
                    unknown.stream().map(Destination::toString).collect(Collectors.joining(", ")),
                    findings.device().id()));
  }
}
