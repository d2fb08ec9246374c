// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Nights.Pair;
import dev.trimunit.engine.model.NightsPairBuilder;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.NightVerdicts.Found;
import dev.trimunit.engine.protocol.certify.Mark;
import dev.trimunit.engine.protocol.certify.Standing;
import dev.trimunit.engine.protocol.recheck.Night;
import dev.trimunit.engine.protocol.recheck.NightTrial;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Puts what a night found into verdicts, and into what the next night starts from. */
final class NightFindings {
  private final RecheckNames names;
  private final RecheckOracle trials;
  private final Night night;
  private final NextNight next;
  private final SortedMap<Destination, SortedMap<Usage, Found>> found = new TreeMap<>();
  private final List<Verdict> certified = new ArrayList<>();
  private Optional<HandOver> handOver = Optional.empty();

  NightFindings(RecheckNames names, RecheckOracle trials, Night night, Contacts contacts) {
    this.names = names;
    this.trials = trials;
    this.night = night;
    this.next = new NextNight(names, night, contacts);
    names.destinations().forEach(d -> names.pairs(d).forEach(this::keep));
    night.list().stream().forEach(this::list);
    night.tried().forEach(this::show);
    night.named().forEach(this::show);
    night.found().forEach(this::show);
  }

  /** What was settled by {@code certify} stands for what the night found. */
  void settle(HandOver handed) {
    handOver = Optional.of(handed);
    handed.settled().forEach(this::settle);
  }

  private void settle(Verdict verdict) {
    certified.add(verdict);
    List<Integer> passed = new ArrayList<>();
    List<Integer> failed = new ArrayList<>();
    for (int number : verdict.trialNumbers()) {
      (trials.record(number).passed(verdict.usage()) ? passed : failed).add(number);
    }
    Pair before = before(verdict.destination(), verdict.usage());
    Pair now = again(before, verdict.kind(), verdict.errorBound(), verdict.trialNumbers());
    put(new Found(now, passed, failed, verdict.partners()));
  }

  /** What was handed over, if anything was. */
  Optional<HandOver> handOver() {
    return handOver;
  }

  /** Whether the list was shown to hold, in the night or by {@code certify}. */
  boolean believed() {
    return night.believed() || handOver.filter(HandOver::showsList).isPresent();
  }

  private void keep(Pair pair) {
    put(new Found(pair, List.of(), List.of(), Set.of()));
  }

  private void put(Found one) {
    found
        .computeIfAbsent(one.pair().destination(), d -> new TreeMap<>())
        .put(one.pair().usage(), one);
  }

  /** A member is shown by the whole list, unless the device did not try it in all these trials. */
  private void list(int number) {
    Destination destination = names.destination(number);
    for (Pair pair : names.pairs(destination)) {
      List<Integer> passes = night.passes(names.usages().indexOf(pair.usage()));
      if (night.believed() && passes.stream().anyMatch(n -> isTried(n, destination))) {
        double error = Math.min(1, Math.max(night.broken(), 0));
        put(
            new Found(
                again(pair, VerdictKind.BLOCKABLE, error, passes), passes, List.of(), Set.of()));
      }
    }
  }

  private boolean isTried(int number, Destination destination) {
    return trials.record(number).evidence().stream()
        .filter(e -> e.pattern().covers(destination))
        .noneMatch(e -> e.evidence() == Evidence.NOT_EXERCISED);
  }

  private void show(Night.Shown shown) {
    Destination destination = names.destination(shown.destination());
    Usage usage = names.usage(shown.usage());
    Pair before = before(destination, usage);
    boolean unknown = names.before().pair(destination, usage).isEmpty();
    if (unknown && names.before().knows(destination) && shown.standing() == Standing.FINE) {
      return; // A usage that nobody knew to contact it does not need it, and nothing changed.
    }
    List<Integer> all = new ArrayList<>(shown.passed());
    all.addAll(shown.failed());
    Set<Destination> partners =
        shown.standing() == Standing.ALTERNATIVE ? names.destinations(night.list()) : Set.of();
    Pair now = again(before, kind(shown.standing(), before.kind()), shown.error(), all);
    put(new Found(now, shown.passed(), shown.failed(), partners));
  }

  private Pair before(Destination destination, Usage usage) {
    return names
        .before()
        .pair(destination, usage)
        .orElseGet(
            () ->
                NightsPairBuilder.stagedBuilder()
                    .destination(destination)
                    .usage(usage)
                    .kind(VerdictKind.INCONCLUSIVE)
                    .accepted(null)
                    .shownNight(0)
                    .shownOn("")
                    .errorBound(1)
                    .rate(Pair.MOSTLY)
                    .build());
  }

  /** What was an alternative still fails with the list; alone it was not tried. */
  private static VerdictKind kind(Standing standing, VerdictKind before) {
    return switch (standing) {
      case OPEN -> VerdictKind.INCONCLUSIVE;
      case FINE -> VerdictKind.BLOCKABLE;
      case REQUIRED, INTERMITTENT ->
          before == VerdictKind.ALTERNATIVE ? before : VerdictKind.REQUIRED;
      case ALTERNATIVE -> VerdictKind.ALTERNATIVE;
    };
  }

  private Pair again(Pair before, VerdictKind kind, double error, Collection<Integer> numbers) {
    String on =
        numbers.stream()
            .max(Integer::compare)
            .map(n -> String.valueOf(trials.record(n).end().atZone(ZoneOffset.UTC).toLocalDate()))
            .orElse("");
    return NightsPairBuilder.stagedBuilder()
        .destination(before.destination())
        .usage(before.usage())
        .kind(kind)
        .accepted(before.accepted())
        .shownNight(names.night())
        .shownOn(on)
        .errorBound(error)
        .rate(before.rate())
        .build();
  }

  Night night() {
    return night;
  }

  RecheckNames names() {
    return names;
  }

  /** What is believed now, by destination and usage. */
  List<Found> found() {
    return found.values().stream().flatMap(byUsage -> byUsage.values().stream()).toList();
  }

  /** The destinations that the device has stopped contacting. */
  Set<Destination> gone() {
    Nights after = after();
    return after.pairs().stream()
        .map(Pair::destination)
        .filter(destination -> Contacts.isGone(after, destination))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** One for each pair; of what is gone nothing is known any more. */
  List<Verdict> verdicts() {
    Set<Destination> gone = gone();
    NightVerdicts verdicts = new NightVerdicts(names, trials, names.destinations(night.list()));
    return found().stream()
        .map(
            one ->
                certified(one.pair())
                    .orElseGet(
                        () -> verdicts.verdict(one, gone.contains(one.pair().destination()))))
        .toList();
  }

  private Optional<Verdict> certified(Pair pair) {
    return certified.stream()
        .filter(v -> v.destination().equals(pair.destination()) && v.usage().equals(pair.usage()))
        .findFirst();
  }

  /**
   * What of the list the device tried to reach in no trial of the list as a whole: that it works
   * without was seen, that it bears the refusal was not.
   */
  Set<Destination> unmet() {
    return names.destinations(night.list()).stream()
        .filter(d -> night.jointTrials().stream().noneMatch(t -> isTried(t.number(), d)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The list, if this night showed that it holds. */
  Optional<Blocklist> blocklist() {
    if (!night.believed() || night.list().isEmpty() || night.jointTrials().isEmpty()) {
      return handOver.filter(HandOver::showsList).flatMap(HandOver::list);
    }
    List<NightTrial> joint = night.jointTrials();
    int failed = (int) joint.stream().filter(t -> !t.usages(Mark.FAILED).isEmpty()).count();
    int passes = night.leastPasses();
    return Optional.of(
        new Blocklist(
            names.question().device(),
            names.destinations(night.list()),
            passes,
            failed,
            1 - Math.pow(0.05, 1.0 / passes),
            joint.stream().map(NightTrial::number).toList()));
  }

  /** What the next night starts from. */
  Nights after() {
    return next.after(found().stream().map(Found::pair).toList());
  }

  /** How long ago a needed destination was last shown to be needed, at most, and of how many. */
  int oldestNeeded() {
    return found().stream()
        .map(Found::pair)
        .filter(pair -> RecheckNames.isNeeded(pair.kind()))
        .mapToInt(pair -> names.night() - pair.shownNight())
        .max()
        .orElse(0);
  }
}
