// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.trial.TrialOracle;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the protocols that block one destination at a time have in common. */
final class OneByOne {
  private final Question question;
  private final TrialOracle oracle;
  private final Findings findings;
  private final Map<Destination, Map<Usage, Tally>> open = new TreeMap<>();

  OneByOne(Question question, TrialOracle oracle, Findings findings, int mostVoid) {
    this.question = question;
    this.oracle = oracle;
    this.findings = findings;
    for (Destination destination : question.all()) {
      Map<Usage, Tally> tallies = new TreeMap<>();
      question
          .usagesOf(destination)
          .forEach(
              u ->
                  tallies.put(
                      u, new Tally(destination, u, mostVoid, question.showed(destination, u))));
      open.put(destination, tallies);
    }
  }

  /** How many trials it takes to try everything once. */
  static double trialsOfOneRound(Question question) {
    return question.all().stream()
        .mapToInt(destination -> question.sharing(question.usagesOf(destination)).size())
        .sum();
  }

  /** The destinations with something to settle. */
  List<Destination> open() {
    return List.copyOf(open.keySet());
  }

  /** The usages for which a destination is still to be settled, by trials that can serve them. */
  List<List<Usage>> openUsages(Destination destination) {
    Map<Usage, Tally> tallies = open.get(destination);
    return tallies == null ? List.of() : question.sharing(tallies.keySet());
  }

  /** Runs one trial. */
  List<Tally> ask(Destination destination, Collection<Usage> usages) {
    var trial = oracle.run(TrialRequest.block(List.of(destination), List.copyOf(usages)));
    List<Tally> asked = usages.stream().map(open.getOrDefault(destination, Map.of())::get).toList();
    asked.forEach(tally -> tally.add(trial));
    return asked;
  }

  /** Tells a verdict, which will not change any more. */
  void settle(Tally tally, VerdictKind kind, double errorBound) {
    Verdict found = tally.verdict(kind, errorBound, question.device());
    Map<Usage, Tally> tallies = open.getOrDefault(tally.destination, Map.of());
    tallies.remove(tally.usage);
    if (tallies.isEmpty()) {
      open.remove(tally.destination);
    }
    findings.settled(found);
  }

  /** Tells the verdict of the majority. */
  void settleByMajority(Tally tally) {
    int lead = 2 * tally.passed() - tally.trials();
    if (lead == 0 || tally.spent()) {
      settle(tally, VerdictKind.INCONCLUSIVE, 1);
    } else {
      double evidence = tally.evidence(Noise.ASSUMED);
      settle(
          tally,
          lead > 0 ? VerdictKind.BLOCKABLE : VerdictKind.REQUIRED,
          Noise.wrong(lead > 0 ? evidence : -evidence));
    }
  }
}
