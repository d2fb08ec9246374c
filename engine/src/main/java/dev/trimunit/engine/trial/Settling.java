// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Has a protocol settle the verdicts of calibrated usages; each gets exactly one per destination.
 */
final class Settling implements Findings {
  private final Protocol protocol;
  private final Question question;
  private final Consumer<Verdict> verdicts;
  private final Consumer<Blocklist> blocklists;
  private final SortedMap<Usage, SortedSet<Destination>> open = new TreeMap<>();
  private final Set<String> told = new HashSet<>();

  /** For which device, by whom, how surely, and about what. */
  record Terms(
      String device,
      Protocol protocol,
      double errorBound,
      Predicate<Destination> selected,
      DestinationParties parties) {}

  Settling(
      Terms terms,
      List<Calibration.Calibrated> calibrated,
      Consumer<Verdict> verdicts,
      Consumer<Blocklist> blocklists) {
    this.protocol = terms.protocol();
    this.verdicts = verdicts;
    this.blocklists = blocklists;
    Map<Destination, Party> parties = new HashMap<>();
    for (Calibration.Calibrated usage : calibrated) {
      SortedSet<Destination> selected = new TreeSet<>(usage.destinations());
      selected.removeIf(terms.selected().negate());
      selected.forEach(destination -> parties.put(destination, terms.parties().of(destination)));
      open.put(usage.result().usage(), selected);
    }
    this.question =
        new Question(
            terms.device(), open, parties, terms.errorBound(), controls(calibrated), false);
  }

  private static List<TrialRecord> controls(List<Calibration.Calibrated> calibrated) {
    return calibrated.stream()
        .flatMap(usage -> usage.controls().stream())
        .distinct()
        .sorted(Comparator.comparingInt(TrialRecord::number))
        .toList();
  }

  int wanted() {
    return open.values().stream().mapToInt(Set::size).sum();
  }

  void run(TrialOracle oracle) {
    if (wanted() == 0) {
      return;
    }
    protocol.settle(question, oracle, this);
    new TreeMap<>(open)
        .forEach((usage, left) -> List.copyOf(left).forEach(d -> settled(forgotten(d, usage))));
  }

  private Verdict forgotten(Destination destination, Usage usage) {
    String reason = "protocol %s gave no verdict on %s".formatted(protocol.key(), destination);
    return new Verdict(
        question.device(),
        destination,
        usage,
        VerdictKind.INCONCLUSIVE,
        0,
        0,
        0,
        1,
        Set.of(),
        List.of(),
        reason);
  }

  @Override
  public void settled(Verdict verdict) {
    open.getOrDefault(verdict.usage(), new TreeSet<>()).remove(verdict.destination());
    if (!told.add(verdict.destination() + " for " + verdict.usage())) {
      throw new IllegalStateException(
          "Protocol %s told a verdict twice: %s for %s"
              .formatted(protocol.key(), verdict.destination(), verdict.usage()));
    }
    verdicts.accept(verdict);
  }

  @Override
  public void verified(Blocklist blocklist) {
    blocklists.accept(blocklist);
  }
}
