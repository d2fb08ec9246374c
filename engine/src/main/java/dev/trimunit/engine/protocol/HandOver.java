// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Gate.Colour;
import dev.trimunit.engine.model.Nights.Pair;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.certify.Constants;
import dev.trimunit.engine.trial.TrialOracle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a night names, or cannot tell, is settled by {@code certify} in the same run: with failures
 * alone, and with what is left of the list.
 */
final class HandOver {
  private final NightFindings found;
  private final List<Verdict> verdicts = new ArrayList<>();
  private Optional<Blocklist> list = Optional.empty();

  HandOver(NightFindings found) {
    this.found = found;
  }

  /** What is handed over, by usage; nothing if the gate is open. */
  private SortedMap<Usage, SortedSet<Destination>> asked(Gate gate) {
    SortedMap<Usage, SortedSet<Destination>> asked = new TreeMap<>();
    if (gate.colour() == Colour.GREEN) {
      return asked;
    }
    Set<Destination> gone = found.gone();
    Set<Destination> named = new TreeSet<>();
    found.found().stream()
        .map(NightVerdicts.Found::pair)
        .filter(pair -> isOpen(pair) || (!pair.asAccepted() && pair.shownNight() == night()))
        .forEach(pair -> named.add(pair.destination()));
    named.removeAll(gone);
    boolean unshown = !found.night().believed();
    if (named.isEmpty() && !unshown) {
      return asked;
    }
    for (NightVerdicts.Found one : found.found()) {
      Pair pair = one.pair();
      boolean member = pair.accepted() == VerdictKind.BLOCKABLE;
      if (!gone.contains(pair.destination()) && (named.contains(pair.destination()) || member)) {
        asked.computeIfAbsent(pair.usage(), usage -> new TreeSet<>()).add(pair.destination());
      }
    }
    return asked;
  }

  private static boolean isOpen(Pair pair) {
    return pair.kind() == VerdictKind.INCONCLUSIVE;
  }

  private int night() {
    return found.names().night();
  }

  /** Runs {@code certify} on what the gate says; whether there was anything to settle. */
  boolean run(Gate gate, Question night, TrialOracle oracle) {
    SortedMap<Usage, SortedSet<Destination>> asked = asked(gate);
    if (asked.isEmpty()) {
      return false;
    }
    Question question =
        new Question(
            night.device(),
            asked,
            night.parties(),
            night.errorBound(),
            night.controls(),
            night.vantagesTogether());
    new CertifyProtocol("certify", Constants::standard)
        .settle(
            question,
            oracle,
            new Findings() {
              @Override
              public void settled(Verdict verdict) {
                verdicts.add(verdict);
              }

              @Override
              public void verified(Blocklist blocklist) {
                list = Optional.of(blocklist);
              }
            });
    return true;
  }

  /** What was settled; what stayed open is as the night left it. */
  List<Verdict> settled() {
    return verdicts.stream().filter(v -> v.kind() != VerdictKind.INCONCLUSIVE).toList();
  }

  /** What was verified to work blocked together. */
  Optional<Blocklist> list() {
    return list;
  }

  /** Whether all that is accepted as blockable, and asked about, was verified as a whole. */
  boolean showsList() {
    Set<Destination> members =
        found.found().stream()
            .map(NightVerdicts.Found::pair)
            .map(Pair::destination)
            .filter(this::isMember)
            .collect(Collectors.toCollection(TreeSet::new));
    members.removeAll(found.gone());
    return list.filter(verified -> verified.destinations().containsAll(members)).isPresent();
  }

  private boolean isMember(Destination destination) {
    List<VerdictKind> kinds = new ArrayList<>();
    found.names().pairs(destination).forEach(pair -> kinds.add(pair.kind()));
    return !kinds.isEmpty() && kinds.stream().allMatch(VerdictKind.BLOCKABLE::equals);
  }

  /** What the night said of these, and {@code certify} did not confirm. */
  List<String> refuted() {
    return settled().stream()
        .flatMap(v -> before(v).filter(pair -> isRefuted(pair, v)).map(p -> refuted(p, v)).stream())
        .toList();
  }

  /** What the night itself found. */
  private Optional<Pair> before(Verdict verdict) {
    return found.found().stream()
        .map(NightVerdicts.Found::pair)
        .filter(pair -> pair.destination().equals(verdict.destination()))
        .filter(pair -> pair.usage().equals(verdict.usage()))
        .findFirst();
  }

  private static String refuted(Pair pair, Verdict verdict) {
    return "%s seemed to be %s for %s, and certify did not confirm it (trials %s)."
        .formatted(
            verdict.destination(),
            word(pair.kind()),
            verdict.usage(),
            verdict.trialNumbers().stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }

  private static boolean isRefuted(Pair pair, Verdict verdict) {
    return !isOpen(pair) && !pair.asAccepted() && verdict.kind() == pair.accepted();
  }

  private static String word(VerdictKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** For the guarantee. */
  String sentence() {
    long settled = settled().stream().map(Verdict::destination).distinct().count();
    int open = verdicts.size() - settled().size();
    return "Handed over to certify in this night: %d %s settled, from the failures of each alone and from what works blocked together%s."
        .formatted(
            settled,
            settled == 1 ? "destination was" : "destinations were",
            open == 0 ? "" : "; %d verdicts stayed open".formatted(open));
  }
}
