// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol;

import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Evidence;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.Nights.Pair;
import dev.trimunit.engine.model.NightsBuilder;
import dev.trimunit.engine.model.NightsPairBuilder;
import dev.trimunit.engine.model.Shown;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictBuilder;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.certify.Mark;
import dev.trimunit.engine.protocol.certify.Standing;
import dev.trimunit.engine.protocol.recheck.Night;
import dev.trimunit.engine.protocol.recheck.NightTrial;
import dev.trimunit.engine.protocol.recheck.Seen;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
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
  /**
   * So many marks of trials that blocked nothing needed tell how often a device fails by itself.
   */
  private static final int HISTORY = 60;

  private final RecheckNames names;
  private final RecheckOracle trials;
  private final Night night;
  private final Contacts contacts;
  private final SortedMap<Destination, SortedMap<Usage, Found>> found = new TreeMap<>();

  /**
   * What is believed of a pair now.
   *
   * @param pair as the next night will know it
   * @param passed trials of this night without the destination, in which the usage passed
   * @param failed the same, in which it failed
   */
  record Found(Pair pair, List<Integer> passed, List<Integer> failed, Set<Destination> partners) {}

  NightFindings(RecheckNames names, RecheckOracle trials, Night night, Contacts contacts) {
    this.names = names;
    this.trials = trials;
    this.night = night;
    this.contacts = contacts;
    names.destinations().forEach(d -> names.pairs(d).forEach(this::keep));
    night.list().stream().forEach(this::list);
    night.tried().forEach(this::show);
    night.named().forEach(this::show);
    night.found().forEach(this::show);
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
    Pair before =
        names
            .before()
            .pair(destination, usage)
            .orElse(
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
    boolean unknown = names.before().pair(destination, usage).isEmpty();
    if (unknown && names.before().knows(destination) && shown.standing() == Standing.FINE) {
      return; // A usage that nobody knew to contact it does not need it, and nothing changed.
    }
    List<Integer> all = new ArrayList<>(shown.passed());
    all.addAll(shown.failed());
    Set<Destination> partners =
        shown.standing() == Standing.ALTERNATIVE ? destinations(night.list()) : Set.of();
    Pair now = again(before, kind(shown.standing(), before.kind()), shown.error(), all);
    put(new Found(now, shown.passed(), shown.failed(), partners));
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
    return found().stream().map(one -> verdict(one, gone)).toList();
  }

  private Verdict verdict(Found one, Set<Destination> gone) {
    Pair pair = one.pair();
    boolean isGone = gone.contains(pair.destination());
    List<Integer> numbers = new ArrayList<>(one.passed());
    numbers.addAll(one.failed());
    int held =
        (int)
            numbers.stream().filter(n -> Tally.held(trials.record(n), pair.destination())).count();
    return VerdictBuilder.stagedBuilder()
        .device(names.question().device())
        .destination(pair.destination())
        .usage(pair.usage())
        .kind(isGone ? VerdictKind.INCONCLUSIVE : pair.kind())
        .trials(numbers.size())
        .passed(one.passed().size())
        .held(held)
        .errorBound(isGone ? 1 : pair.errorBound())
        .partners(one.partners())
        .trialNumbers(numbers)
        .reason(isGone ? "the device no longer contacts " + pair.destination() : reason(one, held))
        .shown(shown(pair))
        .build();
  }

  private Shown shown(Pair pair) {
    int ago = names.night() - pair.shownNight();
    return ago <= 0 ? Shown.NOW : new Shown(ago, pair.shownOn());
  }

  private String reason(Found one, int held) {
    Pair pair = one.pair();
    int passed = one.passed().size();
    int all = passed + one.failed().size();
    if (!shown(pair).now()) {
      return "%s for %s, %s; not shown in this night"
          .formatted(
              pair.kind().name().toLowerCase(java.util.Locale.ROOT),
              pair.usage(),
              shown(pair).words());
    }
    if (pair.kind() == VerdictKind.INCONCLUSIVE) {
      return "%s is new, and %d trials did not settle whether %s needs it"
          .formatted(pair.destination(), all, pair.usage());
    }
    boolean worked = pair.kind() == VerdictKind.BLOCKABLE;
    return "%s %s in %d of %d trials without %s (%s)%s"
        .formatted(
            pair.usage(),
            worked ? "worked" : "failed",
            worked ? passed : all - passed,
            all,
            pair.destination(),
            Tally.sawRefusal(held, all),
            with(pair));
  }

  private String with(Pair pair) {
    int others = night.list().cardinality();
    boolean member = destinations(night.list()).contains(pair.destination());
    return member && others > 1
        ? ", with all %d blockable destinations blocked together".formatted(others)
        : "";
  }

  private Set<Destination> destinations(BitSet numbers) {
    return numbers.stream()
        .mapToObj(names::destination)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * What of the list the device tried to reach in no trial of the list as a whole: that it works
   * without was seen, that it bears the refusal was not.
   */
  Set<Destination> unmet() {
    return destinations(night.list()).stream()
        .filter(d -> night.jointTrials().stream().noneMatch(t -> isTried(t.number(), d)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The list, if this night showed that it holds. */
  Optional<Blocklist> blocklist() {
    if (!night.believed() || night.list().isEmpty() || night.jointTrials().isEmpty()) {
      return Optional.empty();
    }
    List<NightTrial> joint = night.jointTrials();
    int failed = (int) joint.stream().filter(t -> !t.usages(Mark.FAILED).isEmpty()).count();
    int passes = night.leastPasses();
    return Optional.of(
        new Blocklist(
            names.question().device(),
            destinations(night.list()),
            passes,
            failed,
            1 - Math.pow(0.05, 1.0 / passes),
            joint.stream().map(NightTrial::number).toList()));
  }

  /** What the next night starts from. */
  Nights after() {
    Nights before = names.before();
    List<Pair> pairs = new ArrayList<>(found().stream().map(Found::pair).toList());
    before.pairs().stream()
        .filter(
            pair ->
                !found.getOrDefault(pair.destination(), new TreeMap<>()).containsKey(pair.usage()))
        .forEach(pairs::add);
    boolean remembers = before.settings().memory() > 1;
    return NightsBuilder.stagedBuilder()
        .lab(before.lab())
        .basis(before.basis())
        .settings(before.settings())
        .night(names.night())
        .pairs(pairs)
        .contacts(contacts.all())
        .history(history())
        .risen(remembers ? 0 : night.risen())
        .marks(remembers ? marks() : List.of())
        .build();
  }

  /** Of trials that blocked nothing needed: nothing at all, or what of the list holds. */
  private String history() {
    StringBuilder text = new StringBuilder(names.before().history());
    names.question().controls().forEach(control -> add(text, control, names.usages()));
    for (Seen seen : night.believed() ? night.seen() : List.<Seen>of()) {
      seen.passed().stream().forEach(usage -> text.append('+'));
      seen.failed().stream().forEach(usage -> text.append('-'));
    }
    return text.substring(Math.max(0, text.length() - HISTORY));
  }

  private static void add(StringBuilder text, TrialRecord control, List<Usage> usages) {
    usages.stream()
        .filter(control::counts)
        .forEach(usage -> text.append(control.passed(usage) ? '+' : '-'));
  }

  /** With those of earlier nights, as far as the memory will reach. */
  private List<Nights.Marks> marks() {
    int oldest = names.night() + 1 - names.before().settings().memory();
    List<Nights.Marks> marks = new ArrayList<>();
    names.before().marks().stream().filter(m -> m.night() > oldest).forEach(marks::add);
    for (Seen seen : night.seen()) {
      marks.add(
          new Nights.Marks(
              names.night(),
              destinations(seen.blocked()),
              usages(seen.passed()),
              usages(seen.failed())));
    }
    return marks;
  }

  private Set<Usage> usages(BitSet numbers) {
    return numbers.stream().mapToObj(names::usage).collect(Collectors.toCollection(TreeSet::new));
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
