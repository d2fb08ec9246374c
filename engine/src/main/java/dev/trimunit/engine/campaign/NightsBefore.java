// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Nights.Pair;
import dev.trimunit.engine.model.NightsBuilder;
import dev.trimunit.engine.model.NightsPairBuilder;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.protocol.Contacts;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** From what a nightly gate starts: accepted behaviour, and what runs have shown. */
public final class NightsBefore {
  /** As if half a trial more had failed, and half a trial more had passed. */
  private static final double HALF = 0.5;

  private NightsBefore() {}

  /**
   * What a gate starts from.
   *
   * @param accepted what a reviewed file says, if there is one
   * @param kept what runs have shown, if there was one
   * @param lab what another lab has shown says nothing
   * @throws LabException with the command that helps, if there is neither
   */
  public static Nights of(
      String device,
      Optional<Nights> accepted,
      Optional<Nights> kept,
      String lab,
      Nights.Settings settings) {
    Optional<Nights> here = kept.filter(nights -> nights.lab().equals(lab));
    Nights start =
        accepted
            .map(file -> here.map(nights -> both(file, nights)).orElse(file))
            .or(() -> here)
            .orElseThrow(() -> new LabException(refusal(device, lab, kept)));
    return NightsBuilder.builder(start).lab(lab).settings(settings).build();
  }

  private static String refusal(String device, String lab, Optional<Nights> kept) {
    String other =
        kept.map(nights -> " (its last run was in the lab '%s')".formatted(nights.lab()))
            .orElse("");
    return "Protocol recheck compares %s with what is known of it, and nothing is: there is no accepted/%s.yaml, and no earlier run in the lab '%s'%s. Make one: mvn verify -Dtrimunit.device=%s -Dtrimunit.protocol=certify -Dtrimunit.accept"
        .formatted(device, device, lab, other, device);
  }

  /**
   * A file that changed says what is accepted; what runs have shown keeps its date if it agrees.
   */
  private static Nights both(Nights accepted, Nights kept) {
    if (accepted.basis().equals(kept.basis())) {
      return kept;
    }
    SortedMap<Destination, SortedMap<Usage, Pair>> pairs = new TreeMap<>();
    kept.pairs().forEach(pair -> put(pairs, with(pair, null)));
    for (Pair pair : accepted.pairs()) {
      Optional<Pair> shown =
          kept.pair(pair.destination(), pair.usage()).filter(p -> p.kind() == pair.kind());
      put(
          pairs,
          shown
              .map(found -> with(found, pair))
              .orElse(
                  NightsPairBuilder.builder(pair)
                      .accepted(pair.kind())
                      .shownNight(kept.night())
                      .shownOn("")
                      .build()));
    }
    return NightsBuilder.builder(kept)
        .basis(accepted.basis())
        .pairs(all(pairs))
        .risen(0)
        .marks(List.of())
        .build();
  }

  private static Pair with(Pair pair, @org.jspecify.annotations.Nullable Pair accepted) {
    return NightsPairBuilder.builder(pair)
        .accepted(accepted == null ? null : accepted.kind())
        .build();
  }

  private static void put(SortedMap<Destination, SortedMap<Usage, Pair>> pairs, Pair pair) {
    pairs.computeIfAbsent(pair.destination(), d -> new TreeMap<>()).put(pair.usage(), pair);
  }

  private static List<Pair> all(SortedMap<Destination, SortedMap<Usage, Pair>> pairs) {
    return pairs.values().stream().flatMap(byUsage -> byUsage.values().stream()).toList();
  }

  /** What a run with another protocol has shown, with what was known of what it did not look at. */
  static Nights found(
      Optional<Nights> kept, String lab, List<Verdict> verdicts, List<TrialRecord> trials) {
    Optional<Nights> here = kept.filter(nights -> nights.lab().equals(lab));
    int night = here.map(Nights::night).orElse(0);
    SortedMap<Destination, SortedMap<Usage, Pair>> pairs = new TreeMap<>();
    here.ifPresent(nights -> nights.pairs().forEach(pair -> put(pairs, with(pair, pair))));
    verdicts.forEach(verdict -> put(pairs, pair(verdict, night, trials)));
    List<Pair> all = all(pairs);
    return NightsBuilder.stagedBuilder()
        .lab(lab)
        .basis("run " + basis(all))
        .settings(Nights.Settings.USUAL)
        .night(night)
        .pairs(all)
        .contacts(Contacts.after(here.map(Nights::contacts).orElse(List.of()), trials))
        .history(here.map(Nights::history).orElse(""))
        .risen(0)
        .marks(List.of())
        .build();
  }

  private static Pair pair(Verdict verdict, int night, List<TrialRecord> trials) {
    String on =
        trials.stream()
            .filter(trial -> verdict.trialNumbers().contains(trial.number()))
            .reduce((earlier, later) -> later)
            .map(trial -> trial.end().atZone(ZoneOffset.UTC).toLocalDate().toString())
            .orElse("");
    return NightsPairBuilder.stagedBuilder()
        .destination(verdict.destination())
        .usage(verdict.usage())
        .kind(verdict.kind())
        .accepted(verdict.kind())
        .shownNight(night)
        .shownOn(on)
        .errorBound(verdict.errorBound())
        .rate(rate(verdict))
        .build();
  }

  /** What failed in each of a few trials may be needed a little less than always. */
  private static double rate(Verdict verdict) {
    int failed = verdict.trials() - verdict.passed();
    return verdict.passed() == 0 || failed == 0
        ? Pair.MOSTLY
        : Math.min(Pair.MOSTLY, (failed + HALF) / (verdict.trials() + 2 * HALF));
  }

  /** Tells one set of verdicts from another. */
  public static String basis(List<Pair> pairs) {
    List<String> words = new ArrayList<>();
    pairs.forEach(p -> words.add(p.destination() + " " + p.usage() + " " + p.kind().name()));
    return Integer.toHexString(Objects.hash(String.join("\n", words)));
  }
}
