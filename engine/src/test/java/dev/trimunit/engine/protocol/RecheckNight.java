// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import static dev.trimunit.engine.protocol.Questions.ADS;
import static dev.trimunit.engine.protocol.Questions.CLOUD;
import static dev.trimunit.engine.protocol.Questions.LOG;
import static dev.trimunit.engine.protocol.Questions.NTP;
import static dev.trimunit.engine.protocol.Questions.OFF_LAN;
import static dev.trimunit.engine.protocol.Questions.ON_LAN;

import dev.trimunit.engine.campaign.TableLab;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.NightsBuilder;
import dev.trimunit.engine.model.NightsPairBuilder;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.trial.TrialRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Nights of a bulb that was certified: it needs its cloud and its log, and may be without time and
 * advertisements.
 */
final class RecheckNight implements Findings {
  static final List<Usage> USAGES = List.of(OFF_LAN, ON_LAN);
  static final Set<Destination> ALL = Set.of(ADS, CLOUD, LOG, NTP);

  final List<Verdict> verdicts = new ArrayList<>();
  final List<Blocklist> blocklists = new ArrayList<>();
  TableLab lab = new TableLab();
  @Nullable Gate gate;
  @Nullable Nights after;

  /** What was certified and accepted, with every destination contacted in twenty trials. */
  static Nights certified(Nights.Settings settings) {
    List<Nights.Pair> pairs = new ArrayList<>();
    List<Nights.Contact> contacts = new ArrayList<>();
    for (Destination destination : ALL) {
      contacts.add(new Nights.Contact(destination, true, 20, 20, 0));
      VerdictKind kind = needed(destination) ? VerdictKind.REQUIRED : VerdictKind.BLOCKABLE;
      USAGES.forEach(usage -> pairs.add(pair(destination, usage, kind)));
    }
    return NightsBuilder.stagedBuilder()
        .lab("")
        .basis("test")
        .settings(settings)
        .night(0)
        .pairs(pairs)
        .contacts(contacts)
        .history("+".repeat(60))
        .risen(0)
        .marks(List.of())
        .build();
  }

  private static Nights.Pair pair(Destination destination, Usage usage, VerdictKind kind) {
    return NightsPairBuilder.stagedBuilder()
        .destination(destination)
        .usage(usage)
        .kind(kind)
        .accepted(kind)
        .shownNight(0)
        .shownOn("2025-12-31")
        .errorBound(0.005)
        .rate(Nights.Pair.MOSTLY)
        .build();
  }

  /** With one more that may be blocked. */
  static Nights certifiedWith(Destination more) {
    Nights known = certified();
    List<Nights.Pair> pairs = new ArrayList<>(known.pairs());
    USAGES.forEach(usage -> pairs.add(pair(more, usage, VerdictKind.BLOCKABLE)));
    List<Nights.Contact> contacts = new ArrayList<>(known.contacts());
    contacts.add(new Nights.Contact(more, true, 20, 20, 0));
    return NightsBuilder.builder(known).pairs(pairs).contacts(contacts).build();
  }

  static boolean needed(Destination destination) {
    return destination.equals(CLOUD) || destination.equals(LOG);
  }

  /** The usual settings. */
  static Nights certified() {
    return certified(Nights.Settings.USUAL);
  }

  /** As it was certified. */
  static Outcome unchanged(Set<Destination> blocked, Usage usage) {
    return failing(blocked.contains(CLOUD) || blocked.contains(LOG));
  }

  /** How a usage fares that fails if this holds. */
  static Outcome failing(boolean fails) {
    return fails ? Outcome.FAILED : Outcome.PASSED;
  }

  /** A night in which the device does this, and contacts what it always did. */
  static RecheckNight of(Nights before, BiFunction<Set<Destination>, Usage, Outcome> device) {
    return of(before, new TableLab().answering(device).contacting(blocked -> ALL));
  }

  static RecheckNight of(Nights before, TableLab lab) {
    RecheckNight night = new RecheckNight();
    night.lab = lab;
    TrialRecord control = lab.run(TrialRequest.control(USAGES));
    while (!USAGES.stream().allMatch(control::passed)) {
      control = lab.run(TrialRequest.control(USAGES));
    }
    Protocol protocol = Protocols.named("recheck").after(before);
    Map<Usage, SortedSet<Destination>> asked = new HashMap<>();
    for (Usage usage : USAGES) {
      asked.put(usage, new TreeSet<>(protocol.asked(usage, control.contacted())));
    }
    Map<Destination, Party> parties = Map.of();
    Question question =
        new Question("bulb", new TreeMap<>(asked), parties, 0.01, List.of(control), false);
    protocol.settle(question, lab, night);
    return night;
  }

  Gate gate() {
    return Objects.requireNonNull(gate, "the gate said nothing");
  }

  Nights after() {
    return Objects.requireNonNull(after, "nothing is known after the night");
  }

  Verdict of(Destination destination, Usage usage) {
    return verdicts.stream()
        .filter(v -> v.destination().equals(destination) && v.usage().equals(usage))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No verdict on " + destination + ", " + usage));
  }

  @Override
  public void settled(Verdict verdict) {
    verdicts.add(verdict);
  }

  @Override
  public void verified(Blocklist blocklist) {
    blocklists.add(blocklist);
  }

  @Override
  public void decided(Gate said, Nights known) {
    gate = said;
    after = known;
  }
}
